import type pg from 'pg';
import { createBookableRole, type RoleOptions } from '../factories/schedule-rows';
import { FormClient } from '../support/form-client';

const PERSON = { firstName: 'Ana', lastName: 'Test', 'birthDate-month': '4', 'birthDate-day': '12', 'birthDate-year': '1991' };
/** By text, so that each booking has a message. */
const REACH = { contactWay: 'text', phone: '704-555-0123', voiceMessage: 'no', safeTimes: 'any' };

/** Providers with open times all day, written as the owner. @returns their role ids */
export async function makeRoles(owner: pg.Pool, count: number, options: RoleOptions = {}): Promise<string[]> {
  const asOwner = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await owner.query(sql, [...values])).rows as Row[];
  const database = { asOwner, asApp: asOwner, appUrl: '' } as Parameters<typeof createBookableRole>[0];
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await createBookableRole(database, options)).roleId);
  return ids;
}

/**
 * One visitor books one time through the pages.
 * @param choose which of the offered times, by their `<epoch ms>.<visit type>`
 * @returns the appointment they were told is booked, or null
 */
export async function bookOnce(
  origin: string,
  roleId: string,
  choose: (slots: readonly string[]) => string | undefined,
  network?: string,
): Promise<string | null> {
  const client = new FormClient(origin, network);
  const times = await client.open(`/en/appointments/times/${roleId}`);
  const slot = choose(times.choices('slot'));
  if (!slot) return null;
  const details = await client.open(await client.send(times, 'slot', { slot }));
  if (!details.path.includes('/details')) return null;
  const contact = await client.open(await client.send(details, 'firstName', { ...PERSON, interpreter: 'none' }));
  const check = await client.open(await client.send(contact, 'contactWay', REACH));
  const id = new Map(check.form('key')).get('appointmentId') ?? null;
  const next = await client.send(check, 'key', {});
  return next.includes('/appointments/booked') ? id : null;
}

export interface Try {
  /** The appointment they were told is booked, or null. */
  readonly id: string | null;
  /** What no trouble excuses: a failure of ours, or no answer at all. */
  readonly fault: string | null;
}

/** As `bookOnce`, for times of trouble: being sent away with 503 or to choose again is an answer. */
export async function tryToBook(...visit: Parameters<typeof bookOnce>): Promise<Try> {
  try {
    return { id: await bookOnce(...visit), fault: null };
  } catch (error) {
    const text = String(error);
    const excused = /\b(503|40\d|41\d|429) from the form|No form with/.test(text);
    return { id: null, fault: excused ? null : `booking: ${text}` };
  }
}

/** Who was told "booked" and is not, times that two people have, and claims without their appointment; as sentences. */
export async function judgeBookings(owner: pg.Pool, told: readonly string[]): Promise<string[]> {
  const { rows: kept } = await owner.query<{ id: string }>(
    `SELECT a.id FROM appointment a JOIN claim c ON c.appointment_id = a.id AND c.status = 'booked'
     WHERE a.status = 'booked' AND a.id = ANY($1::uuid[])`,
    [told],
  );
  const countOf = async (sql: string) => (await owner.query<{ n: number }>(sql)).rows[0]?.n ?? -1;
  const doubles = await countOf(
    `SELECT count(*)::int AS n FROM claim a JOIN claim b ON a.id < b.id AND a.appointment_id <> b.appointment_id
       AND a.practitioner_role_id = b.practitioner_role_id AND a.busy && b.busy
     WHERE a.status IN ('held', 'booked', 'blocked') AND b.status IN ('held', 'booked', 'blocked')`,
  );
  const halves = await countOf(
    `SELECT count(*)::int AS n FROM appointment a WHERE a.status = 'booked'
       AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.appointment_id = a.id AND c.status = 'booked')`,
  );
  const lost = new Set(told).size - kept.length;
  return [
    ...(lost === 0 ? [] : [`${lost} of ${told.length} who were told "booked" are not`]),
    ...(doubles === 0 ? [] : [`${doubles} double bookings`]),
    ...(halves === 0 ? [] : [`${halves} booked visits without a time`]),
  ];
}
