import 'server-only';
import { AppError, isAppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { asSystem } from '@/lib/db/scope';
import { env } from '@/lib/env';
import { isMailboxOn } from '@/lib/notifications/transports';
import { beginCeremony, type Ceremony, type CeremonyAnswer, endCeremony } from './ceremony';
import { type SignInDeps, systemSignIn } from './sign-in';
import type { StaffRow } from './store-staff';
import { insertFirstStaffPasskey, listStaffPasskeys, markStaffPasskeyUsed } from './store-staff-passkey';
import { creationOptions, parseCredential, refusedKey, requestOptions, verifyKey, verifyNewKey } from './webauthn';

/** True where staff must show a passkey after the code: everywhere but where codes are shown to anybody who tries it out. */
export function isSecondFactorNeeded(): boolean {
  const { STAFF_SECOND_FACTOR } = env();
  return STAFF_SECOND_FACTOR === 'on' || (STAFF_SECOND_FACTOR === 'auto' && !isMailboxOn());
}

/** True when somebody of the staff has made their passkey. */
export async function hasStaffPasskey({ id }: StaffRow): Promise<boolean> {
  return (await asSystem('sign-in', (tx) => listStaffPasskeys(tx, id))).length > 0;
}

/**
 * Begins the second step for who came in by code: to show their passkey, or to make the first one. Whoever has one can
 * not make another without it; a lost one is taken away by `npm run staff:reset-passkey`.
 */
export async function startStaffStep(staff: StaffRow | null, origin: string, deps: SignInDeps = systemSignIn): Promise<Ceremony> {
  if (!staff) throw new AppError('SIGN_IN_NEEDED');
  const known = await asSystem('sign-in', (tx) => listStaffPasskeys(tx, staff.id));
  const options = known.length > 0 ? await requestOptions(origin, known) : await creationOptions(origin, staff.id, []);
  return beginCeremony(options, { staffId: staff.id }, deps);
}

/** Takes the answer: right, and the caller starts a session with both factors. @throws CODE_UNKNOWN · SIGN_IN_NEEDED */
export async function finishStaffStep(
  staff: StaffRow | null,
  answer: CeremonyAnswer,
  deps: SignInDeps = systemSignIn,
): Promise<void> {
  if (!staff) throw new AppError('SIGN_IN_NEEDED');
  const now = deps.clock.now();
  const entry = { actor: `staff:${staff.id}`, subject: `staff:${staff.id}` };
  const challenge = await endCeremony(answer, { staffId: staff.id }, now);
  try {
    const known = await asSystem('sign-in', (tx) => listStaffPasskeys(tx, staff.id));
    if (known.length === 0) {
      const key = await verifyNewKey(answer.credential, challenge.value);
      await asSystem('sign-in', async (tx) => {
        if (!(await insertFirstStaffPasskey(tx, staff.id, key, now))) throw refusedKey();
        await recordAudit(tx, { ...entry, action: 'staff.passkey-added' });
      });
      return;
    }
    const { id } = parseCredential(answer.credential);
    const key = known.find((each) => each.id === id);
    if (!key) throw refusedKey();
    const counter = await verifyKey(answer.credential, challenge.value, key);
    await asSystem('sign-in', async (tx) => {
      await markStaffPasskeyUsed(tx, key.id, counter, now);
      await recordAudit(tx, { ...entry, action: 'staff.passkey-shown' });
    });
  } catch (error) {
    if (isAppError(error, 'CODE_UNKNOWN')) {
      await asSystem('sign-in', (tx) => recordAudit(tx, { ...entry, action: 'staff.passkey-refused' }));
    }
    throw error;
  }
}
