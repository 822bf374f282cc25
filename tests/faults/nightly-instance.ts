import { JOB_HANDLERS } from '@/lib/jobs/handlers';
import { QUEUES } from '@/lib/jobs/queues.mjs';

/** Everything that runs by itself, once, by the clock of this process (CLOCK_START). */
for (const { name, cron } of QUEUES) if (cron) await JOB_HANDLERS[name]?.({});
console.log('done');
process.exit();
