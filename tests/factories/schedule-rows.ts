import { systemIds } from '@/lib/ids';
import type { VisitMode } from '@/lib/scheduling/model';
import type { TestDatabase } from '../support/database';

export interface BookableRole {
  readonly roleId: string;
  readonly visitTypeId: string;
  readonly visitTypes: Readonly<Partial<Record<VisitMode, string>>>;
}

export interface RoleOptions {
  readonly zone?: string;
  readonly durationMin?: number;
  readonly stepMin?: number;
  readonly bufferAfterMin?: number;
  readonly noticeMin?: number;
  readonly horizonDays?: number;
  readonly modes?: readonly VisitMode[];
  /** Minutes of every day; all day by default. */
  readonly hours?: readonly [starts: number, ends: number];
}

/** A practitioner role with a schedule, written as the owner: what a directory import and a practice would have made. */
export async function createBookableRole(database: TestDatabase, options: RoleOptions = {}): Promise<BookableRole> {
  const [organizationId, roleId, scheduleId] = [systemIds.uuid(), systemIds.uuid(), systemIds.uuid()];
  await database.asOwner(`INSERT INTO organization (id, last_updated, name) VALUES ($1, now(), 'Test practice')`, [
    organizationId,
  ]);
  await database.asOwner(`INSERT INTO practitioner_role (id, last_updated, organization_id) VALUES ($1, now(), $2)`, [
    roleId,
    organizationId,
  ]);
  await database.asOwner(
    `INSERT INTO schedule (id, practitioner_role_id, zone, created_at, updated_at) VALUES ($1, $2, $3, now(), now())`,
    [scheduleId, roleId, options.zone ?? 'America/New_York'],
  );
  const visitTypes: Partial<Record<VisitMode, string>> = {};
  for (const mode of options.modes ?? (['inPerson'] as const)) {
    const id = systemIds.uuid();
    visitTypes[mode] = id;
    await database.asOwner(
      `INSERT INTO visit_type (id, schedule_id, mode, duration_min, step_min, buffer_after_min, notice_min, horizon_days)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        scheduleId,
        mode,
        options.durationMin ?? 60,
        options.stepMin ?? 30,
        options.bufferAfterMin ?? 0,
        options.noticeMin ?? 0,
        options.horizonDays ?? 60,
      ],
    );
  }
  const [starts, ends] = options.hours ?? [0, 1440];
  await database.asOwner(
    `INSERT INTO schedule_rule (id, schedule_id, weekday, starts_minute, ends_minute, valid_from)
     SELECT gen_random_uuid(), $1, day, $2, $3, '2020-01-01' FROM generate_series(1, 7) AS day`,
    [scheduleId, starts, ends],
  );
  const first = Object.values(visitTypes)[0];
  if (!first) throw new Error('A role without visit types');
  return { roleId, visitTypeId: first, visitTypes };
}

/** A visitor with an identity of their own. */
export const createVisitor = () => ({ kind: 'visitor', journeyId: systemIds.uuid() }) as const;

export const VISIT_DETAILS = {
  firstName: 'Ana',
  lastName: 'Reyes',
  birthDate: '1990-02-03',
  contactWay: 'phone',
  phone: '+17045550123',
  email: null,
  voiceMessage: 'no',
  safeTimes: 'any',
  wantsEarlier: true,
  interpreter: null,
  accessNeeds: [],
} as const;
