import { FRESH_MS } from '@/lib/auth/policy';
import { insertMember } from '@/lib/auth/store';
import { insertSession, type SignInMethod } from '@/lib/auth/store-session';
import { insertStaff, insertStaffSession } from '@/lib/auth/store-staff';
import { instant, systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { insertDelegation, updateProfile } from '@/lib/membership/store';
import { createCheckedAuthority } from '../../factories/authority';
import type { ActorName } from '../../security/actors';
import { Jar } from './client';

/** A word that stands on no page but those of the person it belongs to. */
export const ANA_WORD = 'Anaqxvarna';
export const BEN_WORD = 'Benqxvorno';

export interface People {
  readonly anaId: string;
  readonly benId: string;
  /** A browser in which that person is signed in, as it would be after the real sign-in. */
  readonly browserOf: (name: ActorName) => Promise<Jar>;
}

const address = (name: string) => ({ kind: 'email', text: `${name}.${systemIds.token(4)}@example.org` }) as const;

async function createMember(tx: Tx, word: string): Promise<string> {
  const id = await insertMember(tx, address(word.toLowerCase()), 'en', systemClock.now());
  await updateProfile(tx, id, { firstName: word, reminders: true }, systemClock.now());
  return id;
}

async function signIn(memberId: string, options: { method?: SignInMethod; old?: boolean; actingFor?: string }): Promise<Jar> {
  const token = systemIds.token(32);
  const now = options.old ? instant(systemClock.now().getTime() - FRESH_MS - 60_000) : systemClock.now();
  await asSystem('test', async (tx) => {
    const method = options.method ?? 'code';
    await insertSession(tx, { token, oldToken: null, memberId, method, shared: false, now });
    if (options.actingFor) {
      const where = { memberId, createdAt: now, actingFor: null };
      await tx.memberSession.updateMany({ where, data: { actingFor: options.actingFor } });
    }
  });
  return new Jar().set('care-session', token);
}

async function withStaff(jar: Jar, staffId: string): Promise<Jar> {
  const token = systemIds.token(32);
  await asSystem('test', (tx) => insertStaffSession(tx, { token, staffId, second: true, now: systemClock.now() }));
  return jar.set('care-staff', token);
}

/** The demonstration account of a role, as after its own sign-in. */
async function signInStaff(role: string): Promise<Jar> {
  const where = { role, disabledAt: null };
  const { id } = await asSystem('test', (tx) => tx.staff.findFirstOrThrow({ where }));
  return withStaff(new Jar(), id);
}

/** Ana, whose account is asked for; Ben, who has nothing to do with her; and one delegate of each kind. */
export async function createPeople(): Promise<People> {
  const now = systemClock.now();
  const made = await asSystem('test', async (tx) => {
    const anaId = await createMember(tx, ANA_WORD);
    const benId = await createMember(tx, BEN_WORD);
    const delegates: Partial<Record<ActorName, string>> = {};
    for (const relation of ['parent', 'guardian', 'helper'] as const) {
      const delegateId = await createMember(tx, `Delegate${relation}`);
      const delegationId = await insertDelegation(tx, { memberId: anaId, delegateId, relation, inviteIndex: null, now });
      delegates[relation] = delegateId;
      if (relation !== 'helper') await createCheckedAuthority(tx, { delegationId, memberId: anaId, delegateId }, now);
    }
    delegates.unchecked = await createMember(tx, 'Delegateunchecked');
    await insertDelegation(tx, {
      memberId: anaId,
      delegateId: delegates.unchecked,
      relation: 'parent',
      inviteIndex: null,
      now,
    });
    const disabledId = await createMember(tx, 'Disabled');
    await tx.member.updateMany({ where: { id: disabledId }, data: { status: 'disabled' } });
    const staff = { role: 'admin', organizationId: null, email: address('disabled'), demonstration: false } as const;
    const disabledStaffId = (await insertStaff(tx, staff, now)) ?? '';
    await tx.staff.updateMany({ where: { id: disabledStaffId }, data: { disabledAt: now } });
    return { anaId, benId, delegates, disabledId, disabledStaffId };
  });
  const { anaId, benId, delegates, disabledId, disabledStaffId } = made;
  const browserOf = async (name: ActorName): Promise<Jar> => {
    switch (name) {
      case 'P1':
        return signIn(anaId, {});
      case 'P1-old':
        return signIn(anaId, { old: true });
      case 'P2':
        return signIn(anaId, { method: 'passkey' });
      case 'other':
        return signIn(benId, {});
      case 'parent':
      case 'guardian':
      case 'helper':
      case 'unchecked':
        return signIn(delegates[name] ?? '', { actingFor: anaId });
      case 'disabled':
        // Both at once: neither the member's session nor the administrator's may open anything.
        return signIn(disabledId, {}).then((jar) => withStaff(jar, disabledStaffId));
      case 'visitor':
        return new Jar();
      default:
        return signInStaff(name);
    }
  };
  return { anaId, benId, browserOf };
}
