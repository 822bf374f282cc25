import { randomBytes, randomUUID } from 'node:crypto';
import { OPERATIONS } from '../../security/access-matrix';
import { ACTOR_NAMES, type ActorName } from '../../security/actors';
import { ask, type Reply, someNetwork } from './client';
import type { Scene } from './part';
import { ANA_WORD, BEN_WORD, type People } from './people';

/** A visit at the FHIR door, and the token that it belongs to. */
interface Visit {
  readonly id: string;
  readonly token: string;
}

type Values = Readonly<Record<string, string | object>>;
type Caller = (name: string, change?: { values?: Values; token?: string; key?: string }) => Promise<Reply>;

const PATIENT = { resourceType: 'Patient', name: [{ given: [ANA_WORD], family: 'Test' }], birthDate: '1991-04-12' };

/** Asks an operation as a browser of that person would: with all cookies it has, which may not matter. */
async function callerOf({ portal }: Scene, people: People, who: ActorName): Promise<Caller> {
  const cookie = (await people.browserOf(who)).header;
  return (name, { values, token, key } = {}) => {
    const headers = {
      cookie,
      origin: portal.origin,
      'content-type': values ? 'application/fhir+json' : undefined,
      'x-portal-holder': token,
      'idempotency-key': key,
      'x-forwarded-for': someNetwork(),
    };
    const parameter = Object.entries(values ?? {}).map(([each, value]) =>
      typeof value === 'string' ? { name: each, valueString: value } : { name: each, resource: value },
    );
    const body = values ? JSON.stringify({ resourceType: 'Parameters', parameter }) : undefined;
    return ask(portal.origin, `/fhir/R4/${name}`, { method: values ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  };
}

const json = (reply: Reply) => JSON.parse(reply.text || '{}') as { id?: string; entry?: { resource: { id: string } }[] };

async function freeSlots({ known }: Scene, call: Caller): Promise<string[]> {
  const reply = await call(`Slot?schedule=Schedule/${known.roleId}&status=free`);
  return (json(reply).entry ?? []).map(({ resource }) => `Slot/${resource.id}`);
}

/** Holds the first time that is still free. */
async function hold(scene: Scene, call: Caller): Promise<Visit & { reply: Reply }> {
  const [slot = ''] = await freeSlots(scene, call);
  const reply = await call('Appointment/$hold', { values: { slot } });
  return { id: json(reply).id ?? '', token: String(reply.headers['x-portal-holder'] ?? ''), reply };
}

const book = (call: Caller, { id, token }: Visit, key: string) =>
  call('Appointment/$book', { values: { 'appt-id': id, patient: PATIENT }, token, key });

/** Every operation on somebody's visit, as that token. */
function deedsOn(call: Caller, id: string, slot: string, token: string | undefined): [name: string, () => Promise<Reply>][] {
  const sent = token === undefined ? {} : { token };
  // The owner's own key: an answer that is kept under it must not be told to somebody else.
  const keyed = { ...sent, key: 'first' };
  return [
    ['Appointment', () => call(`Appointment/${id}`, sent)],
    ['Appointment/$book', () => call('Appointment/$book', { values: { 'appt-id': id, patient: PATIENT }, ...keyed })],
    ['Appointment/$cancel', () => call('Appointment/$cancel', { values: { 'appt-id': id }, ...sent })],
    ['Appointment/$reschedule', () => call('Appointment/$reschedule', { values: { 'appt-id': id, slot }, ...keyed })],
    ['Appointment/$hold', () => call('Appointment/$hold', { values: { slot, 'appt-id': id }, ...sent })],
  ];
}

/** What an actor gets at visits of others: nothing, and the same words as for a visit that never was. */
async function foreignFaults(call: Caller, who: ActorName, victims: readonly Visit[], mine: Visit, slot: string) {
  const faults: string[] = [];
  const words = new Map<string, string>();
  for (const [name, deed] of deedsOn(call, randomUUID(), slot, mine.token)) words.set(name, (await deed()).text);
  for (const { id } of victims) {
    for (const [token, wanted] of [
      [mine.token, 404],
      [randomBytes(32).toString('base64url'), 404],
      ['short', 401],
      [undefined, 401],
    ] as const) {
      for (const [name, deed] of deedsOn(call, id, slot, token)) {
        // Without a token `$hold` hands one out, and that new holder has no such visit.
        const expected = wanted === 401 && token === undefined && name === 'Appointment/$hold' ? 404 : wanted;
        const reply = await deed();
        const what = `${name} of another by ${who} with ${token === mine.token ? 'their own' : (token ?? 'no')} token`;
        if (reply.status !== expected) faults.push(`${what}: ${reply.status}, not ${expected}`);
        if (expected === 404 && reply.text !== words.get(name)) faults.push(`${what} tells it from one that never was`);
        if (reply.text.includes(ANA_WORD) || reply.text.includes(id)) faults.push(`${what} tells of it`);
      }
    }
  }
  return faults;
}

/** What an actor gets at their own visit: everything, by the token alone. */
async function ownFaults(scene: Scene, call: Caller, who: ActorName, mine: Visit): Promise<string[]> {
  const faults: string[] = [];
  const want = (name: string, reply: Reply, status: number) => {
    if (reply.status !== status) faults.push(`${name} of their own by ${who}: ${reply.status}, not ${status}`);
  };
  want('Appointment/$book', await book(call, mine, 'own'), 201);
  want('Appointment', await call(`Appointment/${mine.id}`, { token: mine.token }), 200);
  const slot = (await freeSlots(scene, call)).at(-1) ?? '';
  const move = { values: { 'appt-id': mine.id, slot }, token: mine.token, key: 'move' };
  want('Appointment/$reschedule', await call('Appointment/$reschedule', move), 201);
  want('Appointment/$cancel', await call('Appointment/$cancel', { values: { 'appt-id': mine.id }, token: mine.token }), 200);
  return faults;
}

const VISIT_DEEDS = /^Appointment(\/\$(book|cancel|reschedule))?$/;

/** What everybody reads: the same bytes whoever asks, nothing for an id of nobody, and no name of a person. */
async function openFaults(scene: Scene, call: Caller, who: ActorName, seen: Map<string, string>): Promise<string[]> {
  const faults: string[] = [];
  const names = Object.keys(OPERATIONS).filter((name) => !VISIT_DEEDS.test(name) && name !== 'Appointment/$hold');
  for (const name of names) {
    const search =
      name === 'Schedule'
        ? `?actor=PractitionerRole/${scene.known.roleId}`
        : name === 'Slot'
          ? `?schedule=${scene.known.roleId}`
          : '';
    const whole = name.includes('$find') ? `?practitioner-role=${scene.known.roleId}` : search;
    const asked = [`${name}${whole}`, ...(/\W/.test(name) || name === 'metadata' ? [] : [`${name}/${scene.known.foreignId}`])];
    for (const [n, target] of asked.entries()) {
      const reply = await call(target);
      const wanted = n === 1 ? [404] : [200, 202];
      if (!wanted.includes(reply.status)) faults.push(`${target} by ${who}: ${reply.status}, not ${wanted[0]}`);
      if (reply.headers['set-cookie']) faults.push(`${target} sets a cookie`);
      for (const word of [ANA_WORD, BEN_WORD]) if (reply.text.includes(word)) faults.push(`${target} shows ${word} to ${who}`);
      // Times move with the clock and with what is booked; everything else is the same for everybody.
      const told = `${reply.status} ${/Slot|Schedule|find|export|publish/.test(name) ? '' : reply.text}`;
      if ((seen.get(target) ?? told) !== told) faults.push(`${target} is another answer for ${who}`);
      seen.set(target, told);
    }
  }
  return faults;
}

/** What must not change by a stranger's asking, jobs and messages about it included. */
const states = async ({ portal }: Scene, ids: readonly string[]): Promise<string> => {
  const sql = `SELECT a.id, a.status, a.starts_at, a.version, a.updated_at, c.status AS claim, c.during::text,
    (SELECT count(*) FROM pgboss.job j WHERE j.data->>'appointmentId' = a.id::text) AS jobs,
    (SELECT count(*) FROM notification m WHERE m.subject = 'appointment:' || a.id) AS messages
    FROM appointment a LEFT JOIN claim c ON c.appointment_id = a.id WHERE a.id = ANY($1::uuid[]) ORDER BY a.id, c.id`;
  return JSON.stringify((await portal.owner.query(sql, [ids])).rows);
};

/** A visit in Ana's own account: the FHIR door knows no accounts, so it is nobody's there, hers included. */
async function giveToAna({ portal }: Scene, people: People, { id }: Visit): Promise<void> {
  await portal.owner.query('DELETE FROM appointment_access WHERE appointment_id = $1', [id]);
  await portal.owner.query('UPDATE claim SET member_id = $2 WHERE appointment_id = $1', [id, people.anaId]);
  await portal.owner.query('UPDATE appointment SET member_id = $2 WHERE id = $1', [id, people.anaId]);
}

/** Every operation of the FHIR door by every actor, on their own visit and on three of others. */
export async function fhirAccess(scene: Scene, people: People): Promise<{ cells: number; faults: string[] }> {
  const stranger = await callerOf(scene, people, 'visitor');
  const victims = [await hold(scene, stranger), await hold(scene, stranger), await hold(scene, stranger)];
  const [booked, hers] = victims;
  if (!booked || !hers) throw new Error('no time could be held');
  const made = [await book(stranger, booked, 'first'), await book(stranger, hers, 'first')].map(({ status }) => status);
  if (made.some((status) => status !== 201)) throw new Error(`the visits to ask for were not made: ${made.join(', ')}`);
  await giveToAna(scene, people, hers);
  const ids = victims.map(({ id }) => id);
  const before = await states(scene, ids);
  const seen = new Map<string, string>();
  const faults: string[] = [];
  for (const who of ACTOR_NAMES) {
    const call = await callerOf(scene, people, who);
    faults.push(...(await openFaults(scene, call, who, seen)));
    const mine = await hold(scene, call);
    if (mine.reply.status !== 201) faults.push(`Appointment/$hold by ${who}: ${mine.reply.status}, not 201`);
    const slot = (await freeSlots(scene, call)).at(-1) ?? '';
    faults.push(...(await foreignFaults(call, who, victims, mine, slot)));
    if ((await states(scene, ids)) !== before) faults.push(`${who} changed a visit of another`);
    faults.push(...(await ownFaults(scene, call, who, mine)));
  }
  return { cells: Object.keys(OPERATIONS).length * ACTOR_NAMES.length, faults };
}
