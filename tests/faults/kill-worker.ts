import { boss } from '@/lib/jobs/boss';
import { JOB_HANDLERS } from '@/lib/jobs/handlers';
import { startWorker } from '@/lib/jobs/worker';

/** The job worker in a process of its own. On any message it looks after the queues at once instead of in a minute. */
process.on('message', async () => {
  await boss().supervise();
  await JOB_HANDLERS['notifications.deliver']?.({});
  process.send?.('looked');
});
process.on('disconnect', () => process.exit());
await startWorker();
process.send?.('ready');
