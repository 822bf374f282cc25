import 'server-only';
import { cookies } from 'next/headers';
import { cookieOptions, themeCookieName } from './cookies';

/** `auto`: as the phone or computer has it. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const YEAR_S = 365 * 86_400;

/**
 * What this browser asked for. A cookie, because it must work before anybody signs in and without script; pages written
 * at build time never read it and look as the device does: they stay the same bytes for everybody.
 */
export async function readTheme(): Promise<Theme> {
  const kept = (await cookies()).get(themeCookieName())?.value;
  return THEMES.find((theme) => theme === kept) ?? 'auto';
}

/** Keeps the choice for a year; "as the device" keeps nothing, so that such browsers stay without a cookie. */
export async function keepTheme(theme: Theme): Promise<void> {
  const kept = await cookies();
  if (theme === 'auto') kept.delete({ name: themeCookieName(), ...cookieOptions(0) });
  else kept.set(themeCookieName(), theme, cookieOptions(YEAR_S));
}
