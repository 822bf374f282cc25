import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { isDatabaseDown } from '@/lib/db/failure';
import { asMember } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';
import { type Gate, openGate } from '../../support/gate';

const database = useTestDatabase();
let gate: Gate;

beforeAll(async () => {
  const url = new URL(database.appUrl);
  gate = await openGate({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  Object.assign(process.env, { DATABASE_APP_URL: url.toString(), DATABASE_WAIT_MS: '2000' });
});

afterAll(() => gate.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

it('takes a database that no longer answers for one that is down, instead of waiting for ever', async () => {
  await db().$queryRaw`SELECT 1`;
  gate.swallow();
  const started = performance.now();
  const failures = await Promise.all([
    failureOf(db().$queryRaw`SELECT 1`),
    failureOf(asMember(systemIds.uuid(), (tx) => tx.member.count())),
  ]);
  // Two in turn on a new connection at most; without the cut it would be a quarter of an hour.
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(failures.map(isDatabaseDown)).toEqual([true, true]);
  gate.reopen();
  expect(await db().$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

it('lets a program wait for a long statement when its setting says so', async () => {
  // Settings are read once for each process: as a program that starts with its own.
  vi.resetModules();
  process.env.DATABASE_SILENCE_MS = '20000';
  const patient = await import('@/lib/db/client');
  await patient.closeDb();
  await patient.db().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '20000', true)`;
      await tx.$executeRaw`SELECT pg_sleep(7)`;
    },
    { timeout: 20_000 },
  );
  await patient.closeDb();
});
