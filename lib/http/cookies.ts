import { appOrigins } from '@/lib/env';

const secure = () => appOrigins()[0].startsWith('https:');

/**
 * `__Host-` pins a cookie to this host and path over TLS (ASVS 3.3.3). Plain names only for http on a developer's
 * own machine, where browsers refuse the prefix.
 */
const name = (plain: string) => (secure() ? `__Host-${plain}` : plain);

export const journeyCookieName = () => name('care');
export const formCookieName = () => name('care-form');
/** Fifteen minutes of answers that must never reach the database; see lib/eligibility/status-cookie.ts. */
export const statusCookieName = () => name('care-now');
/** Fifteen minutes of a payer's answer; see lib/eligibility/coverage-cookie.ts. */
export const coverageCookieName = () => name('care-cover');
export const sessionCookieName = () => name('care-session');
/** Staff of the plan and of practices; never together with a member's. */
export const staffCookieName = () => name('care-staff');
/** Binds a sign-in code to the browser that asked for it. */
export const signInCookieName = () => name('care-sign-in');
/** Binds a passkey challenge to the browser that asked for it. */
export const challengeCookieName = () => name('care-key');
/** Light or dark, when the person chose; see theme.ts. */
export const themeCookieName = () => name('care-look');

/** Every cookie this site sets; leaving and signing out clear them all. */
export const allCookieNames = () => [
  journeyCookieName(),
  formCookieName(),
  statusCookieName(),
  coverageCookieName(),
  sessionCookieName(),
  staffCookieName(),
  signInCookieName(),
  challengeCookieName(),
  themeCookieName(),
];

/** Options of every cookie we set. Lax, so that a link from a text message still finds the person's progress. */
export function cookieOptions(maxAgeS: number) {
  return { httpOnly: true, secure: secure(), sameSite: 'lax', path: '/', maxAge: maxAgeS } as const;
}

/** Options of a cookie that ends with the browser: on a shared computer nothing may outlive the window. */
export function windowCookieOptions() {
  return { httpOnly: true, secure: secure(), sameSite: 'lax', path: '/' } as const;
}
