import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BookableRole, createBookableRole } from '../factories/schedule-rows';
import { useTestDatabase } from '../support/database';
import { answerRows, NO_SLOT } from './booking-answers';
import { book, booked, held, moveTo, post, slotOf, type Visit } from './booking-client';
import type { Answered } from './client';
import { valuesAt } from './matching';
import { baseFaultsOf } from './validator';

const database = useTestDatabase();
// Before anything asks the time: what is past, and by when holds end, is counted from here.
process.env.CLOCK_START = '2026-11-23T14:00:00Z';
const FIRST = Date.parse('2026-12-01T15:00:00Z');
const HOUR = 3_600_000;

let role: BookableRole;
let hours = 0;
beforeAll(async () => {
  role = await createBookableRole(database);
});

const slotAt = (at: number) => slotOf(role, at);
/** A time that no other row of the table uses, with room around it. */
const nextTime = () => {
  hours += 4;
  return FIRST + hours * HOUR;
};
const nextSlot = () => slotAt(nextTime());
const someHold = () => held(nextSlot());
const someVisit = () => booked(nextSlot());
const expire = (visit: Visit) =>
  database.asOwner(`UPDATE claim SET expires_at = '2026-11-23T13:00:00Z' WHERE appointment_id = $1 AND status = 'held'`, [
    visit.id,
  ]);

/** Offers a visit an earlier time, as the job would: a held claim that an offer stands behind. */
async function offered(): Promise<Visit> {
  const visit = await someVisit();
  await held(nextSlot(), visit.holder, { 'appt-id': visit.id });
  await database.asOwner(
    `INSERT INTO slot_offer (id, appointment_id, claim_id, practitioner_role_id, starts_at, expires_at, created_at)
     SELECT gen_random_uuid(), appointment_id, id, practitioner_role_id, lower(during), expires_at, created_at
     FROM claim WHERE appointment_id = $1 AND status = 'held'`,
    [visit.id],
  );
  return visit;
}

/** Another press of the same person is still at work: it has their lock. */
async function whileBusy(visit: Visit, work: () => Promise<Answered>): Promise<Answered> {
  const other = new pg.Client({ connectionString: database.appUrl });
  await other.connect();
  const [row] = await database.asOwner<{ member: string }>('SELECT member_id AS member FROM appointment WHERE id = $1', [
    visit.id,
  ]);
  await other.query('BEGIN');
  await other.query('SELECT pg_advisory_xact_lock(7002, hashtext($1))', [row?.member]);
  try {
    return await work();
  } finally {
    await other.end();
  }
}

const ROWS = answerRows({
  slotAt,
  nextTime,
  nextSlot,
  someHold,
  someVisit,
  otherSlotAt: async (at) => slotOf(await createBookableRole(database), at),
  expire,
  offered,
  whileBusy,
});

describe('P11: the answer to programs', () => {
  it.each(ROWS)('is %i %s when %s', async (status, reason, _what, ask) => {
    const answer = await ask();
    expect([answer.status, valuesAt(answer.body, 'issue.details.coding.code')[0] ?? null]).toEqual([status, reason]);
    const taken = reason === 'slot_taken' || reason === 'hold_expired';
    expect(valuesAt(answer.body, 'contained')).toHaveLength(taken ? 3 : 0);
    const { contained: _, ...outcome } = answer.body;
    if (status >= 400) expect(baseFaultsOf(outcome)).toEqual([]);
  });

  it('names every code of the policy in the table', () => {
    const told = new Set(ROWS.map(([status, reason]) => `${status} ${reason ?? ''}`.trim()));
    for (const code of [
      '201',
      '200',
      '400 key_missing',
      '409 slot_taken',
      '409 member_conflict',
      '409 not_active',
      '409 in_progress',
      '410 hold_expired',
      '410 offer_expired',
      '422 slot_in_past',
      '422 not_a_slot',
      '422 key_reused',
      '429 too_many_holds',
    ])
      expect(told).toContain(code);
  });

  it('is the same 409 under its key after the time has become free, and another under a new key', async () => {
    const [visit, other] = [await someVisit(), await someHold()];
    expect((await moveTo(visit, other.slot, 'k')).status).toBe(409);
    await expire(other);
    expect((await moveTo(visit, other.slot, 'k')).status).toBe(409);
    expect((await moveTo(visit, other.slot, 'new')).status).toBe(201);
  });

  it('is the same 410 and 422 under their keys', async () => {
    const visit = await someHold();
    await expire(visit);
    expect((await book(visit, 'k')).status).toBe(410);
    await post('$hold', { slot: visit.slot, replaces: visit.id }, visit.holder);
    expect((await book(visit, 'k')).status).toBe(410);
    const moved = await someVisit();
    const none = slotAt(NO_SLOT);
    expect([(await moveTo(moved, none, 'm')).status, (await moveTo(moved, none, 'm')).status]).toEqual([422, 422]);
  });

  it('of a failure of ours is never kept: the same key succeeds when the failure is over', async () => {
    const visit = await someHold();
    await database.asOwner(`CREATE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`);
    await database.asOwner('CREATE TRIGGER fail_now BEFORE UPDATE ON appointment FOR EACH ROW EXECUTE FUNCTION fail_now()');
    expect((await book(visit, 'k')).status).toBe(500);
    await database.asOwner('DROP TRIGGER fail_now ON appointment');
    expect((await book(visit, 'k')).status).toBe(201);
  });

  it('of a lock is never kept: the same key succeeds when the other press has ended', async () => {
    const visit = await someHold();
    expect((await whileBusy(visit, () => book(visit, 'k'))).status).toBe(409);
    expect((await book(visit, 'k')).status).toBe(201);
  });
});
