import 'server-only';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import type { Adapter, AdapterSession, AdapterUser } from 'next-auth/adapters';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { purposeKey } from '@/lib/db/seal';
import { sessionCookieName } from '@/lib/http/cookies';
import { systemIds } from '@/lib/ids';
import { ABSOLUTE_MS, deleteSession, findLiveSession, type SessionRow } from './store-session';

/** What our adapter hands through next-auth: the row, under the user it belongs to. */
type SessionUser = AdapterUser & { readonly row: SessionRow };

/** Only what next-auth needs to read and end database sessions; sessions are made by `startSession` alone. */
const adapter = {
  async getSessionAndUser(token: string): Promise<{ session: AdapterSession; user: SessionUser } | null> {
    const row = await asSystem('session', (tx) => findLiveSession(tx, token, systemClock.now()));
    if (!row) return null;
    const session = { sessionToken: token, userId: row.memberId, expires: row.expiresAt };
    return { session, user: { id: row.memberId, email: '', emailVerified: null, row } };
  },
  // Idle time is last_seen_at, and the absolute limit never moves: nothing to update.
  updateSession: async () => null,
  deleteSession: (token: string) => asSystem('session', (tx) => deleteSession(tx, token)),
} as unknown as Adapter;

/** Members come in by our own doors (code, passkey). An OIDC provider for staff belongs into `providers`. */
const options = (): NextAuthOptions => ({
  adapter,
  providers: [],
  secret: purposeKey('next-auth').toString('hex'),
  session: {
    strategy: 'database',
    maxAge: ABSOLUTE_MS / 1000,
    updateAge: ABSOLUTE_MS / 1000,
    // Its default has 122 bits; ASVS 7.2.3 asks for 128.
    generateSessionToken: () => systemIds.token(32),
  },
  cookies: { sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: 'lax', path: '/' } } },
  callbacks: { session: ({ session, user }) => ({ ...session, row: (user as SessionUser).row }) },
});

/** The live session of the browser that asks, or null. A failure to read it is an error, never "signed in". */
export async function readSession(): Promise<SessionRow | null> {
  const session = (await getServerSession(options())) as { row?: SessionRow } | null;
  return session?.row ?? null;
}
