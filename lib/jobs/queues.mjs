/**
 * Every queue, as one table: how often a failed job is tried again and, for recurring ones, when it runs (UTC).
 * Plain JavaScript, because the migration step creates the queues before anything is compiled.
 * `heartbeatS`: a job whose worker gave no sign of life for so long is tried again, long before it expires.
 * @typedef {{ name: string, retryLimit: number, retryDelayS: number, expireS: number, heartbeatS?: number, cron?: string }} QueueSpec
 */
export const JOB_SCHEMA = 'pgboss';

/** Jobs that failed for the last time wait here until somebody looks. */
export const DEAD_LETTERS = 'dead.letters';

/** @type {readonly QueueSpec[]} */
export const QUEUES = [
  { name: 'journey.purge', retryLimit: 3, retryDelayS: 60, expireS: 120, cron: '17 8 * * *' },
  { name: 'rate-limit.purge', retryLimit: 3, retryDelayS: 60, expireS: 120, cron: '37 * * * *' },
  { name: 'notifications.deliver', retryLimit: 3, retryDelayS: 30, expireS: 300, cron: '* * * * *' },
  { name: 'notifications.purge', retryLimit: 3, retryDelayS: 60, expireS: 120, cron: '47 8 * * *' },
  { name: 'waitlist.offer', retryLimit: 3, retryDelayS: 30, expireS: 60 },
  { name: 'busy-feed.read', retryLimit: 1, retryDelayS: 60, expireS: 600, cron: '*/15 * * * *' },
  { name: 'practice.tell', retryLimit: 3, retryDelayS: 30, expireS: 60 },
  { name: 'appointment.purge', retryLimit: 3, retryDelayS: 60, expireS: 120, cron: '27 8 * * *' },
  { name: 'sign-in.purge', retryLimit: 3, retryDelayS: 60, expireS: 120, cron: '7 * * * *' },
  { name: 'account.notice', retryLimit: 3, retryDelayS: 60, expireS: 60 },
  { name: 'directory.open-times', retryLimit: 1, retryDelayS: 60, expireS: 300, cron: '*/10 * * * *' },
  { name: 'directory.import', retryLimit: 3, retryDelayS: 5, expireS: 3600, heartbeatS: 30 },
  { name: 'directory.upkeep', retryLimit: 3, retryDelayS: 60, expireS: 300, cron: '33 * * * *' },
  { name: 'authority.upkeep', retryLimit: 3, retryDelayS: 60, expireS: 300, cron: '7 9 * * *' },
  { name: 'accounts.delete', retryLimit: 3, retryDelayS: 60, expireS: 300, cron: '27 9 * * *' },
  { name: 'member-keys.rewrap', retryLimit: 3, retryDelayS: 60, expireS: 900, cron: '57 9 * * *' },
];
