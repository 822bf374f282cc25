import { allCookieNames } from '@/lib/http/cookies';

/** A page that anyone might have open, the same for everyone. */
const SAFE_PLACE = 'https://www.weather.gov/';

/**
 * The way out: forgets the browser's cookies and stored files, then goes to the weather. Answers stay saved behind
 * their code. A GET, because a link works without script and in every state of the page.
 */
export function GET(): Response {
  const headers = new Headers({
    Location: SAFE_PLACE,
    'Cache-Control': 'no-store',
    'Clear-Site-Data': '"cache", "cookies", "storage"',
  });
  // Browsers that do not know Clear-Site-Data, or ignore it over http, still lose the cookies.
  for (const name of allCookieNames()) {
    const secure = name.startsWith('__Host-') ? '; Secure' : '';
    headers.append('Set-Cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
  }
  return new Response(null, { status: 303, headers });
}
