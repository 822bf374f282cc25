import type { ChildProcess } from 'node:child_process';
import type pg from 'pg';

const OPEN = `
  SELECT (SELECT count(*) FROM pgboss.job WHERE name = 'practice.tell'
    AND (state = 'active' OR (state IN ('created', 'retry') AND start_after <= now())))
  + (SELECT count(*) FROM notification WHERE status = 'sending' OR (status = 'queued' AND due_at <= now())) AS n`;

/** What a dead worker had in hand comes back when its time is up; this lets that time pass. */
const LET_TIME_PASS = [
  "UPDATE pgboss.job SET started_on = started_on - interval '1 day' WHERE state = 'active' AND started_on < now() - interval '5 seconds'",
  "UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND start_after > now()",
  "UPDATE notification SET lease_until = now() WHERE status = 'sending' AND lease_until < now() + interval '110 seconds'",
  'UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL',
];
const DRAINED_WITHIN_MS = 90_000;

/** Waits until the jobs and messages that are due are done. @returns a fault when some never are: orphans */
export async function waitForJobs(pool: pg.Pool, worker: ChildProcess): Promise<string[]> {
  const until = performance.now() + DRAINED_WITHIN_MS;
  let open = Number.NaN;
  while (performance.now() < until) {
    const { rows } = await pool.query<{ n: string }>(OPEN);
    open = Number(rows[0]?.n);
    if (open === 0) return [];
    for (const sql of LET_TIME_PASS) await pool.query(sql);
    if (worker.connected) worker.send('look');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return [`${open} jobs or messages are orphans`];
}

/** Bookings, also those that nobody heard of because the answer was lost, without exactly one message and one job, done. */
const UNTOLD = `
  SELECT count(*)::int AS n FROM appointment a WHERE a.status = 'booked' AND a.practitioner_role_id = ANY($1::uuid[])
    AND ((SELECT count(*) FROM notification m JOIN local_mail l ON l.notification_id = m.id
        WHERE m.subject = 'appointment:' || a.id AND m.template = 'visitBooked' AND m.status = 'sent') <> 1
      OR (SELECT count(*) FROM pgboss.job j WHERE j.name = 'practice.tell' AND j.state = 'completed'
        AND j.data->>'appointmentId' = a.id::text) <> 1)`;
const WITHOUT_BOOKING = `
  SELECT count(*)::int AS n FROM appointment a WHERE a.status <> 'booked' AND a.practitioner_role_id = ANY($1::uuid[])
    AND (EXISTS (SELECT 1 FROM notification m WHERE m.subject = 'appointment:' || a.id)
      OR EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = 'practice.tell' AND j.data->>'appointmentId' = a.id::text))`;

/** What is wrong with the messages and jobs of some roles' bookings. */
export async function judgeJobs(pool: pg.Pool, roles: readonly string[]): Promise<string[]> {
  const wrong = [
    [UNTOLD, 'bookings without exactly one message and one finished job'],
    [WITHOUT_BOOKING, 'visits with messages or jobs that are not booked'],
  ] as const;
  const faults: string[] = [];
  for (const [sql, what] of wrong) {
    const { rows } = await pool.query<{ n: number }>(sql, [[...roles]]);
    if (rows[0]?.n !== 0) faults.push(`${rows[0]?.n} ${what}`);
  }
  return faults;
}
