import 'server-only';
import { errorFields, logger } from '@/lib/logger';
import { boss } from './boss';
import { JOB_HANDLERS } from './handlers';
import { QUEUES } from './queues.mjs';

/**
 * Works the queues in this process until `stopWorker`. A database that is down is retried, never fatal: pages that
 * need no database must keep rendering.
 */
export async function startWorker(): Promise<void> {
  try {
    await boss().start();
    for (const queue of QUEUES) await work(queue.name);
    logger.info({ event: 'jobs.started', count: QUEUES.length });
  } catch (error) {
    logger.warn({ event: 'jobs.waiting', ...errorFields(error) });
    setTimeout(startWorker, 5000).unref();
  }
}

async function work(queue: string): Promise<void> {
  const handler = JOB_HANDLERS[queue];
  if (!handler) throw new Error(`No handler for the queue ${queue}`);
  await boss().work(queue, { pollingIntervalSeconds: 2 }, async (jobs) => {
    for (const job of jobs) await handler((job.data ?? {}) as Record<string, unknown>);
  });
}

/** Finishes the jobs in hand (at most 5 s) and stops taking new ones. */
export async function stopWorker(): Promise<void> {
  await boss().stop({ graceful: true, timeout: 5000 });
}
