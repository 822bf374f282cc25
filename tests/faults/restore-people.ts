import type pg from 'pg';
import type { MemberActor } from '@/lib/auth/actor';
import { systemIds } from '@/lib/ids';
import { VISIT_DETAILS } from '../factories/schedule-rows';
import { openPool } from './pool';

/** Two people with an account and a visit each: one of them is deleted after the point that is brought back. */
export interface People {
  readonly leaves: Person;
  readonly stays: Person;
}
interface Person {
  readonly actor: MemberActor;
  readonly visitId: string;
}
type Role = { readonly roleId: string; readonly visitTypeId: string };

const NOW = '2026-11-23T14:00:00Z';
const MONTH_MS = 30 * 86_400_000;

async function makePerson(name: string, role: Role, start: string): Promise<Person> {
  const { fixedClock, instant } = await import('@/lib/clock');
  const { asSystem } = await import('@/lib/db/scope');
  const { insertMember } = await import('@/lib/auth/store');
  const { holdSlot } = await import('@/lib/scheduling/commands-holding');
  const { bookAppointment } = await import('@/lib/scheduling/commands-booking');
  const clock = fixedClock(NOW);
  const address = { kind: 'email', text: `${name}@example.org` } as const;
  const id = await asSystem('drill', (tx) => insertMember(tx, address, 'en', clock.now()));
  const actor = { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() } as const;
  const deps = { clock, ids: systemIds };
  const hold = await holdSlot(actor, { ...role, start: instant(start) }, deps);
  const details = { ...VISIT_DETAILS, accessNeeds: [] };
  const { result } = await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
  return { actor, visitId: result.id };
}

export async function makePeople(role: Role): Promise<People> {
  return {
    leaves: await makePerson('leaves', role, '2026-12-10T15:00:00Z'),
    stays: await makePerson('stays', role, '2026-12-11T15:00:00Z'),
  };
}

/** The account goes as it would by itself: asked for, and a month later. */
export async function deleteLeaving({ leaves }: People): Promise<void> {
  const { fixedClock } = await import('@/lib/clock');
  const { closeAccount, deleteDueAccounts } = await import('@/lib/membership/commands');
  const { eraseVisits } = await import('@/lib/scheduling/commands-erasure');
  const clock = fixedClock(NOW);
  await closeAccount(leaves.actor, { clock });
  clock.advance(MONTH_MS);
  if ((await deleteDueAccounts({ clock, eraseVisits })) !== 1) throw new Error('the account was not deleted');
}

async function opens(owner: pg.Pool, { actor, visitId }: Person): Promise<{ key: boolean; visit: boolean }> {
  const { unwrapDataKey } = await import('@/lib/db/data-key');
  const { openDetails } = await import('@/lib/scheduling/store-details');
  const [member] = (
    await owner.query('SELECT id, wrapped_key AS "wrappedKey", ring_id AS "ringId" FROM member WHERE id = $1', [actor.memberId])
  ).rows;
  const [visit] = (await owner.query('SELECT id, details, ring_id AS "ringId" FROM appointment WHERE id = $1', [visitId])).rows;
  if (!member?.wrappedKey || !visit?.details) throw new Error('the restored database does not hold the person');
  return { key: (await unwrapDataKey(member)) !== null, visit: (await openDetails([visit]))[0] !== null };
}

/** In the restored database, with today's key ring: the deleted do not open, the others do. */
export async function judgePeople(ownerUrl: string, people: People): Promise<string[]> {
  const owner = openPool(ownerUrl);
  const [left, stayed] = [await opens(owner, people.leaves), await opens(owner, people.stays)];
  await owner.end();
  return [
    ...(left.key || left.visit ? ['somebody deleted after the point can be read again'] : []),
    ...(stayed.key && stayed.visit ? [] : ['somebody who stays cannot be read any more']),
  ];
}
