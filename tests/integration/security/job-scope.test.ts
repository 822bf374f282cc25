import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import { askForCode } from '@/lib/auth/sign-in';
import { insertMember } from '@/lib/auth/store';
import { insertStaff } from '@/lib/auth/store-staff';
import { instant, systemClock } from '@/lib/clock';
import { asSystem, asVisitor, type Scope } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { JOB_HANDLERS } from '@/lib/jobs/handlers';
import { insertJourney, tokenKey } from '@/lib/journey/store';
import { insertDelegation, updateProfile } from '@/lib/membership/store';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { JOBS } from '../../security/access-matrix';
import { ACTOR_NAMES, type ActorName, actorNamed } from '../../security/actors';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const HOUR = 3_600_000;
const foreign = systemIds.uuid();

/** What each job was handed when somebody else's deed asked for it; recurring ones get nothing. */
const data: Record<string, Record<string, unknown>> = {};

async function dueMember(): Promise<string> {
  const now = systemClock.now();
  const address = { kind: 'email', text: 'ana@example.org' } as const;
  const memberId = await asSystem('test', (tx) => insertMember(tx, address, 'en', now));
  await database.asOwner(`UPDATE member SET status = 'closing', closes_at = now() - interval '1 day' WHERE id = $1`, [memberId]);
  return memberId;
}

async function visitAt(role: { roleId: string; visitTypeId: string }, hours: number): Promise<string> {
  const visitor = createVisitor();
  const start = instant(Math.ceil(systemClock.now().getTime() / HOUR) * HOUR + hours * HOUR);
  const hold = await holdSlot(visitor, { ...role, start });
  const details = { ...VISIT_DETAILS, accessNeeds: [], contactWay: 'text' as const };
  await bookAppointment(visitor, { appointmentId: hold.appointmentId, details }, systemIds.uuid());
  return hold.appointmentId;
}

/** Work of every kind that is due, each about somebody. */
beforeAll(async () => {
  const now = systemClock.now();
  const gone = instant(now.getTime() - 400 * 24 * HOUR);
  const address = { kind: 'email', text: 'ben@example.org' } as const;
  const ben = await asSystem('test', (tx) => insertMember(tx, address, 'en', now));
  const contact = { way: 'email', voiceMessage: 'no', callerName: 'plan', safeTimes: 'any' } as const;
  await asSystem('test', (tx) => updateProfile(tx, ben, { firstName: 'Ben', reminders: true, contact }, now));
  const due = await dueMember();
  // A relation from before papers were asked for: both sides are to be told.
  const relation = { memberId: due, delegateId: ben, relation: 'parent', inviteIndex: null, now } as const;
  await asSystem('test', (tx) => insertDelegation(tx, relation));
  await database.asOwner('UPDATE delegation SET told_at = NULL');
  const token = systemIds.token(32);
  const document = { code: systemIds.returnCode(), slices: {} };
  await asVisitor(tokenKey(token), (tx) =>
    insertJourney(tx, { id: systemIds.uuid<'journey_session'>(), token, document, now, expiresAt: gone }),
  );
  await askForCode({ address, locale: 'en', shared: false, network: '10.0.0' });
  const role = await createBookableRole(database);
  const [practice] = await database.asOwner<{ id: string }>('SELECT organization_id AS id FROM practitioner_role WHERE id = $1', [
    role.roleId,
  ]);
  const mail = { kind: 'email', text: 'front@practice.example' } as const;
  const staff = { role: 'practice', organizationId: practice?.id ?? '', email: mail, demonstration: false } as const;
  await asSystem('test', (tx) => insertStaff(tx, staff, now));
  const visit = await visitAt(role, 96);
  const abandoned = await holdSlot(createVisitor(), {
    ...role,
    start: instant(Math.ceil(now.getTime() / HOUR) * HOUR + 72 * HOUR),
  });
  await database.asOwner(`UPDATE appointment SET created_at = $2, updated_at = $2 WHERE id = $1`, [
    abandoned.appointmentId,
    gone,
  ]);
  await database.asOwner(`UPDATE claim SET created_at = $2, updated_at = $2, expires_at = $2 WHERE appointment_id = $1`, [
    abandoned.appointmentId,
    gone,
  ]);
  const [row] = await database.asOwner<{ version: number }>('SELECT version FROM appointment WHERE id = $1', [visit]);
  data['account.notice'] = { memberId: ben, template: 'newSignIn' };
  data['practice.tell'] = { appointmentId: visit, version: row?.version };
  const start = instant(Math.ceil(now.getTime() / HOUR) * HOUR + 48 * HOUR);
  data['waitlist.offer'] = { roleId: role.roleId, visitTypeId: role.visitTypeId, start: start.toISOString() };
});

/** Everything that the database keeps for somebody alone, as one text. */
async function everything(): Promise<string> {
  const tables = await database.asOwner<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relforcerowsecurity AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(15);
  const texts = tables.map(
    ({ name }) => `SELECT '${name} ' || coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') AS line FROM "${name}" t`,
  );
  const rows = await database.asOwner<{ line: string }>(texts.join(' UNION ALL '));
  return rows.map(({ line }) => line).join('\n');
}

/** Makes every transaction of this database one of that scope, whatever the application says it is. */
async function pinScope({ scope, key }: Scope): Promise<void> {
  await database.asOwner(`CREATE OR REPLACE FUNCTION app_scope() RETURNS text LANGUAGE sql STABLE AS $$ SELECT '${scope}' $$`);
  await database.asOwner(`CREATE OR REPLACE FUNCTION app_key() RETURNS text LANGUAGE sql STABLE AS $$ SELECT '${key}' $$`);
}

/** The actor of the matrix with real ids: of accounts, practices and staff that none of the work is about. */
function strangerLike(name: ActorName): Actor {
  const actor = actorNamed(name);
  switch (actor.kind) {
    case 'visitor':
      return { ...actor, journeyId: name === 'visitor' ? foreign : null };
    case 'member':
      return { ...actor, memberId: foreign, accountId: foreign };
    case 'practice':
      return { ...actor, staffId: foreign, organizationId: foreign };
    case 'staff':
      return { ...actor, staffId: foreign };
    default:
      return actor;
  }
}

const run = async (job: string): Promise<void> => {
  await JOB_HANDLERS[job]?.(data[job] ?? {});
};

describe('a job', () => {
  let untouched: string | undefined;
  const cells = Object.keys(JOBS).flatMap((job) => ACTOR_NAMES.map((who) => ({ job, who })));

  it.each(cells)('$job in the scope of $who touches nobody’s rows', async ({ job, who }) => {
    await pinScope(scopeOf(strangerLike(who)));
    untouched ??= await everything();
    await run(job).catch(() => null);
    expect(await everything()).toBe(untouched);
  });

  /** Those that had something to do above. The others keep what belongs to nobody, or need a place outside. */
  const WORKING = [
    'account.notice',
    'practice.tell',
    'waitlist.offer',
    'notifications.deliver',
    'journey.purge',
    'sign-in.purge',
    'appointment.purge',
    'authority.upkeep',
    'accounts.delete',
  ];

  it.each(WORKING)('%s would have been seen: in the scope of the system the same call changes something', async (job) => {
    await database.asOwner(
      `CREATE OR REPLACE FUNCTION app_scope() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('app.scope', true) $$`,
    );
    await database.asOwner(
      `CREATE OR REPLACE FUNCTION app_key() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('app.key', true) $$`,
    );
    if (job === 'sign-in.purge') await database.asOwner(`UPDATE sign_in_code SET expires_at = now() - interval '1 year'`);
    const before = await everything();
    await run(job);
    expect(await everything()).not.toBe(before);
  });
});

describe('the doors of the web', () => {
  const ROOT = path.resolve(import.meta.dirname, '../../..');
  const sources = ['app', 'components', 'lib', 'proxy.ts', 'instrumentation.ts'].flatMap((name) => {
    const at = path.join(ROOT, name);
    if (fs.statSync(at).isFile()) return [name];
    return fs
      .readdirSync(at, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('generated'))
      .map((file) => `${name}/${file}`);
  });
  const importing = (module: RegExp) =>
    sources.filter((file) => module.test(fs.readFileSync(path.join(ROOT, file), 'utf8'))).sort();

  it('start no job: only the worker and a command of the server’s keeper know the handlers, and no page knows the worker', () => {
    expect(importing(/['"](@\/lib\/jobs|\.)\/handlers['"]/)).toEqual(['lib/jobs/keys-cli.ts', 'lib/jobs/worker.ts']);
    expect(importing(/['"](@\/lib\/jobs|\.)\/worker['"]/)).toEqual(['instrumentation.ts']);
  });

  it('add jobs through commands alone, which have authorised the deed and commit with it', () => {
    const adding = importing(/\benqueueJob\b/).filter((file) => file !== 'lib/jobs/boss.ts');
    expect(adding.length).toBeGreaterThan(3);
    expect(adding.filter((file) => !/^lib\/(\w+\/commands(-[\w-]+)?|auth\/(passkeys|recovery))\.ts$/.test(file))).toEqual([]);
  });
});
