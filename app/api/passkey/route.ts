import { cookies } from 'next/headers';
import { z } from 'zod';
import { isAppError } from '@/lib/app-error';
import { CHALLENGE_MS } from '@/lib/auth/ceremony';
import { currentActor } from '@/lib/auth/current-actor';
import { startPasskeySignIn, startRegistration } from '@/lib/auth/passkeys';
import { startStaffStep } from '@/lib/auth/staff-passkeys';
import { currentStaff } from '@/lib/auth/staff-session';
import { asExpected } from '@/lib/db/failure';
import { challengeCookieName, cookieOptions } from '@/lib/http/cookies';
import { readJsonBody } from '@/lib/http/json-body';
import { problemFields, problemOf, problemResponse } from '@/lib/http/problem';
import { requestNetwork } from '@/lib/http/request';

const AskSchema = z.strictObject({ purpose: z.enum(['register', 'sign-in', 'staff']), shared: z.boolean() });

/** A challenge for the browser's WebAuthn call, bound to that browser by a cookie. Other origins are refused in proxy.ts. */
export async function POST(request: Request): Promise<Response> {
  try {
    const asked = AskSchema.safeParse(await readJsonBody(request, 200));
    if (!asked.success) return problemResponse('INVALID', { fields: problemFields(asked.error) });
    const { purpose, shared } = asked.data;
    // One of ours: proxy.ts lets no other through.
    const origin = request.headers.get('origin') ?? '';
    const begin = {
      register: async () => startRegistration(await currentActor(), origin),
      'sign-in': async () => startPasskeySignIn({ shared, origin, network: await requestNetwork() }),
      staff: async () => startStaffStep(await currentStaff(), origin),
    }[purpose];
    const { options, token } = await begin();
    (await cookies()).set(challengeCookieName(), token, { ...cookieOptions(CHALLENGE_MS / 1000), sameSite: 'strict' });
    return Response.json(options, { headers: { 'Cache-Control': 'no-store' } });
  } catch (thrown) {
    const error = asExpected(thrown);
    if (isAppError(error)) return problemOf(error);
    throw error;
  }
}
