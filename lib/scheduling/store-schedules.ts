import 'server-only';
import type { PlainDateString } from '@/lib/clock';
import { instant } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { DatedHours, ScheduleTemplate, Span, VisitType, WeeklyRule } from './model';

interface TemplateRow {
  role_id: string;
  zone: string;
  visit_types: VisitType[];
  rules: WeeklyRule[];
  exceptions: { on: PlainDateString; startsMinute: number | null; endsMinute: number | null }[];
  holidays: PlainDateString[] | null;
}

/**
 * Opening hours and visit types of practitioner roles, in one read however many roles there are.
 * Roles without an active schedule are absent. @param from dates before it are left out
 */
export async function loadTemplates(
  db: Db,
  roleIds: readonly string[],
  from: PlainDateString,
): Promise<ReadonlyMap<string, ScheduleTemplate>> {
  if (roleIds.length === 0) return new Map();
  const rows = await db.$queryRaw<TemplateRow[]>`
    SELECT s.practitioner_role_id AS role_id, s.zone,
      (SELECT coalesce(json_agg(json_build_object('id', v.id, 'mode', v.mode, 'durationMin', v.duration_min,
          'stepMin', v.step_min, 'bufferBeforeMin', v.buffer_before_min, 'bufferAfterMin', v.buffer_after_min,
          'noticeMin', v.notice_min, 'horizonDays', v.horizon_days) ORDER BY v.id), '[]')
        FROM visit_type v WHERE v.schedule_id = s.id AND v.active) AS visit_types,
      (SELECT coalesce(json_agg(json_build_object('weekday', r.weekday, 'startsMinute', r.starts_minute,
          'endsMinute', r.ends_minute, 'visitTypeId', r.visit_type_id, 'validFrom', r.valid_from::text,
          'validTo', r.valid_to::text) ORDER BY r.weekday, r.starts_minute), '[]')
        FROM schedule_rule r WHERE r.schedule_id = s.id AND (r.valid_to IS NULL OR r.valid_to >= ${from}::date)) AS rules,
      (SELECT coalesce(json_agg(json_build_object('on', e.on_date::text, 'startsMinute', e.starts_minute,
          'endsMinute', e.ends_minute) ORDER BY e.on_date, e.starts_minute), '[]')
        FROM schedule_exception e WHERE e.schedule_id = s.id AND e.on_date >= ${from}::date) AS exceptions,
      -- Once for the whole read: the furthest horizon is 400 days.
      CASE WHEN s.keeps_holidays THEN (SELECT json_agg(h.on_date::text) FROM holiday h
        WHERE h.on_date >= ${from}::date AND h.on_date < ${from}::date + 402) END AS holidays
    FROM schedule s WHERE s.active AND s.practitioner_role_id = ANY(${[...roleIds]}::uuid[])`;
  return new Map(
    rows.map((row) => [
      row.role_id,
      {
        roleId: row.role_id,
        zone: row.zone,
        rules: row.rules,
        datedHours: toDatedHours(row.exceptions),
        closedOn: new Set(row.holidays ?? []),
        visitTypes: row.visit_types,
      },
    ]),
  );
}

function toDatedHours(rows: TemplateRow['exceptions']): DatedHours[] {
  const byDate = new Map<PlainDateString, { startsMinute: number; endsMinute: number }[]>();
  for (const { on, startsMinute, endsMinute } of rows) {
    const ranges = byDate.get(on) ?? [];
    if (startsMinute !== null && endsMinute !== null) ranges.push({ startsMinute, endsMinute });
    byDate.set(on, ranges);
  }
  return [...byDate].map(([on, ranges]) => ({ on, ranges }));
}

/** The plan's holidays from a date on. */
export async function loadHolidays(db: Db, from: PlainDateString): Promise<ReadonlySet<PlainDateString>> {
  const rows = await db.$queryRaw<{ on_date: string }[]>`
    SELECT on_date::text FROM holiday WHERE on_date >= ${from}::date ORDER BY on_date LIMIT 400`;
  return new Set(rows.map((row) => row.on_date as PlainDateString));
}

/** A stretch that somebody, or a practice's own leave, has. */
export interface TakenSpan extends Span {
  /** The hash of whose it is, and of which visit; null for leave. */
  readonly holder: string | null;
  readonly visit: string | null;
  readonly held: boolean;
}

/** Taken stretches of each role that meet the window, whoever has them; expired holds do not count. */
export async function loadTaken(
  db: Db,
  roleIds: readonly string[],
  window: Span,
  now: Date,
): Promise<ReadonlyMap<string, readonly TakenSpan[]>> {
  const rows = await db.$queryRaw<TakenRow[]>`
    SELECT role_id, starts, ends, holder, visit, held
    FROM taken_time(${[...roleIds]}::uuid[], ${instant(window.start)}, ${instant(window.end)}, ${now})
    UNION ALL
    SELECT practitioner_role_id, (extract(epoch FROM starts_at) * 1000)::float8, (extract(epoch FROM ends_at) * 1000)::float8,
      NULL, NULL, false
    FROM blackout WHERE practitioner_role_id = ANY(${[...roleIds]}::uuid[])
      AND starts_at < ${instant(window.end)} AND ends_at > ${instant(window.start)}`;
  const taken = new Map<string, TakenSpan[]>();
  for (const row of rows) {
    const spans = taken.get(row.role_id) ?? [];
    spans.push({
      start: row.starts,
      end: row.ends,
      holder: row.holder,
      visit: row.visit,
      held: row.held,
    });
    taken.set(row.role_id, spans);
  }
  return taken;
}

interface TakenRow {
  role_id: string;
  starts: number;
  ends: number;
  holder: string | null;
  visit: string | null;
  held: boolean;
}
