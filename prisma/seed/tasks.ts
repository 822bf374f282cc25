import { instant, systemClock } from '@/lib/clock';
import type { PrismaClient } from '@/lib/db/generated/client';
import type { TaskId } from '@/lib/tasks/model';
import { insertTask } from '@/lib/tasks/store';
import { demoId } from './directory-people';

const HOUR_MS = 3_600_000;

/** A report and a call-back, so that the desk can be tried. A second run changes nothing. */
export async function seedTasks(database: PrismaClient): Promise<void> {
  const role = await database.practitionerRole.findFirst({ where: { demonstration: true }, orderBy: { id: 'asc' } });
  if (!role) return;
  const now = systemClock.now();
  await insertTask(database, {
    id: demoId('task:report') as TaskId,
    reference: 'DCMC3479',
    kind: 'directory.report',
    subject: `practitioner_role:${role.id}`,
    detail: { reasons: ['phone'] },
    note: 'Demonstration: this number rings somewhere else.',
    dueAt: instant(now.getTime() + 48 * HOUR_MS),
    now,
  });
  await insertTask(database, {
    id: demoId('task:callback') as TaskId,
    reference: 'DCMC4679',
    kind: 'needs.callback',
    subject: `journey_session:${demoId('task:journey')}`,
    detail: { level: 'urgent', way: 'callQuiet', language: 'es' },
    note: JSON.stringify({ because: ['cannot-care'], phone: '7045550143' }),
    dueAt: instant(now.getTime() + 48 * HOUR_MS),
    now,
  });
}
