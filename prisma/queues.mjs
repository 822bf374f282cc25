/**
 * Creates the job queue's tables and the queues of the table in lib/jobs, as the database owner, and lets the
 * restricted role work them. Run after the migrations; a second run changes nothing. Needs Node 22 or later.
 */
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { DEAD_LETTERS, JOB_SCHEMA, QUEUES } from '../lib/jobs/queues.mjs';

const url = process.env.DATABASE_URL;
if (!url) throw new Error('DATABASE_URL is not set: queues.mjs needs the owner connection.');

const boss = new PgBoss({
  connectionString: url,
  schema: JOB_SCHEMA,
  supervise: false,
  schedule: false,
  registerInstance: false,
});
boss.on('error', (error) => {
  throw error;
});
await boss.start();
await ensure(DEAD_LETTERS, { retryLimit: 0 });
for (const queue of QUEUES) {
  await ensure(queue.name, {
    retryLimit: queue.retryLimit,
    retryDelay: queue.retryDelayS,
    retryBackoff: true,
    expireInSeconds: queue.expireS,
    ...(queue.heartbeatS ? { heartbeatSeconds: queue.heartbeatS } : {}),
    deadLetter: DEAD_LETTERS,
  });
  if (queue.cron) await boss.schedule(queue.name, queue.cron, null, { tz: 'UTC' });
}
await boss.stop({ graceful: false });

const owner = new pg.Client({ connectionString: url });
await owner.connect();
await owner.query(`GRANT USAGE ON SCHEMA ${JOB_SCHEMA} TO portal_app`);
await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO portal_app`);
await owner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${JOB_SCHEMA} TO portal_app`);
await owner.end();

async function ensure(name, options) {
  if (await boss.getQueue(name)) await boss.updateQueue(name, options);
  else await boss.createQueue(name, options);
}
