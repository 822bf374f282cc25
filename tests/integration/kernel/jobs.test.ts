import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import { boss, enqueueJob } from '@/lib/jobs/boss';
import { JOB_HANDLERS } from '@/lib/jobs/handlers';
import { QUEUES } from '@/lib/jobs/queues.mjs';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const waiting = () => database.asOwner(`SELECT data FROM pgboss.job WHERE name = 'journey.purge' AND state = 'created'`);

beforeAll(() => boss().start());
afterAll(() => boss().stop({ graceful: false }));

describe('jobs', () => {
  it('have exactly one handler for each queue', () => {
    expect(Object.keys(JOB_HANDLERS).sort()).toEqual(QUEUES.map((queue) => queue.name).sort());
  });

  it('commit and roll back together with the row they are about', async () => {
    await expect(
      inTransaction(async (tx) => {
        await enqueueJob(tx, { queue: 'journey.purge', data: { mark: 'lost' } });
        throw new Error('the booking failed');
      }),
    ).rejects.toThrow('the booking failed');
    expect(await waiting()).toEqual([]);
    await inTransaction((tx) => enqueueJob(tx, { queue: 'journey.purge', data: { mark: 'kept' } }));
    expect(await waiting()).toEqual([{ data: { mark: 'kept' } }]);
  });

  it('are worked as the restricted role', async () => {
    const [job] = await boss().fetch<{ mark: string }>('journey.purge');
    expect(job?.data.mark).toBe('kept');
    await JOB_HANDLERS['journey.purge']?.(job?.data ?? {});
    await boss().complete('journey.purge', job?.id ?? '');
    expect(await waiting()).toEqual([]);
  });

  it('remove saved progress that has expired and nothing else', async () => {
    const now = systemClock.now();
    const insert = `INSERT INTO journey_session (id, token_hash, code_hash, answers, created_at, updated_at, expires_at) VALUES (gen_random_uuid(), $1, $1, '\\x00', $2, $2, $3)`;
    await database.asOwner(insert, ['old', now, new Date(now.getTime() - 1000)]);
    await database.asOwner(insert, ['new', now, new Date(now.getTime() + 60_000)]);
    await JOB_HANDLERS['journey.purge']?.({});
    expect(await database.asOwner('SELECT token_hash FROM journey_session')).toEqual([{ token_hash: 'new' }]);
  });
});
