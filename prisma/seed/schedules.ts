import { instant, type PlainDateString, plainDateAt, systemClock } from '@/lib/clock';
import type { PrismaClient } from '@/lib/db/generated/client';
import { asSystem } from '@/lib/db/scope';
import { facetsOf } from '@/lib/directory/facets';
import { seededRandom } from '@/lib/ids';
import { VISIT_MODES } from '@/lib/scheduling/model';
import { dayNumberOf, weekdayOf } from '@/lib/scheduling/rules/calendar-days';
import { listFederalHolidays } from '@/lib/scheduling/rules/federal-holidays';
import { startOf } from '@/lib/scheduling/rules/zone-time';
import { demoId, type Random } from './directory-people';

/** How a demonstration practice's book looks: none, full, open within two days, or open later. */
type Book = 'none' | 'full' | 'soon' | 'later';

interface DemoSchedule {
  readonly roleId: string;
  readonly zone: string;
  readonly tags: readonly number[];
  readonly book: Book;
  readonly random: Random;
}

const DURATION_MIN = { inPerson: 60, video: 60, phone: 30 } as const;
const NOTICE_MIN = { soon: 4 * 60, later: 24 * 60, full: 24 * 60, none: 0 } as const;
const HORIZON_DAYS = 60;
const BUSY_DAYS = 21;

function bookOf(random: Random): Book {
  const dice = random();
  if (dice < 0.08) return 'none';
  if (dice < 0.18) return 'full';
  return dice < 0.6 ? 'soon' : 'later';
}

/** Day shifts in minutes from midnight: mostly office hours, some evenings. */
function shiftsOf(random: Random): { weekday: number; starts: number; ends: number }[] {
  const evening = random() < 0.3 ? 1 + Math.floor(random() * 4) : 0;
  const dayOff = random() < 0.5 ? 1 + Math.floor(random() * 5) : 0;
  return [1, 2, 3, 4, 5]
    .filter((weekday) => weekday !== dayOff)
    .flatMap((weekday) =>
      weekday === evening
        ? [{ weekday, starts: 11 * 60, ends: 19 * 60 }]
        : [
            { weekday, starts: 9 * 60, ends: 12 * 60 },
            { weekday, starts: 13 * 60, ends: 17 * 60 },
          ],
    );
}

function scheduleRows(demo: DemoSchedule, now: Date) {
  const scheduleId = demoId(`schedule:${demo.roleId}`);
  const modes = facetsOf(demo.tags, 'mode').map((facet) => facet.key);
  const offered = VISIT_MODES.filter((mode) => modes.includes(mode));
  return {
    schedule: { id: scheduleId, practitionerRoleId: demo.roleId, zone: demo.zone, createdAt: now, updatedAt: now },
    visitTypes: (offered.length > 0 ? offered : (['inPerson'] as const)).map((mode) => ({
      id: demoId(`visit:${demo.roleId}:${mode}`),
      scheduleId,
      mode,
      durationMin: DURATION_MIN[mode],
      stepMin: 30,
      bufferAfterMin: mode === 'phone' ? 0 : 15,
      noticeMin: NOTICE_MIN[demo.book],
      horizonDays: HORIZON_DAYS,
    })),
    rules: shiftsOf(demo.random).map((shift) => ({
      id: demoId(`rule:${demo.roleId}:${shift.weekday}:${shift.starts}`),
      scheduleId,
      weekday: shift.weekday,
      startsMinute: shift.starts,
      endsMinute: shift.ends,
      validFrom: instant('2026-01-01T00:00:00Z'),
    })),
  };
}

interface Block {
  readonly id: string;
  readonly role: string;
  readonly starts: string;
  readonly ends: string;
}

/** Other people's visits and leave: days fully taken first, then parts of each working day. */
function blocksOf(demo: DemoSchedule, today: PlainDateString): Block[] {
  const first = dayNumberOf(today);
  const at = (day: number, minute: number) => instant(startOf(demo.zone, day, minute)).toISOString();
  const block = (day: number, from: number, toDay: number, to: number): Block => ({
    id: demoId(`block:${demo.roleId}:${day - first}:${from}`),
    role: demo.roleId,
    starts: at(day, from),
    ends: at(toDay, to),
  });
  if (demo.book === 'full') return [block(first, 0, first + HORIZON_DAYS + 30, 0)];
  const openFrom = demo.book === 'later' ? first + 3 + Math.floor(demo.random() * 14) : first;
  const blocks = openFrom > first ? [block(first, 0, openFrom, 0)] : [];
  for (let day = openFrom; day < first + BUSY_DAYS; day++) {
    if (weekdayOf(day) > 5) continue;
    for (let hour = 9; hour < 17; ) {
      const length = 1 + Math.floor(demo.random() * 2);
      if (demo.random() < 0.5) blocks.push(block(day, hour * 60, day, Math.min(17, hour + length) * 60));
      hour += length + (demo.random() < 0.4 ? 1 : 0);
    }
  }
  return blocks;
}

async function insertBlocks(blocks: readonly Block[], now: Date): Promise<void> {
  for (let index = 0; index < blocks.length; index += 1000) {
    await asSystem(
      'seed',
      (tx) => tx.$executeRaw`
      INSERT INTO claim (id, appointment_id, practitioner_role_id, during, busy, status, created_at, updated_at)
      SELECT b.id, b.id, b.role, tstzrange(b.starts, b.ends), tstzrange(b.starts, b.ends), 'blocked', ${now}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(blocks.slice(index, index + 1000))}::jsonb)
        AS b(id uuid, role uuid, starts timestamptz, ends timestamptz)
      ON CONFLICT DO NOTHING`,
    );
  }
}

async function seedHolidays(db: PrismaClient): Promise<void> {
  const days = [2026, 2027, 2028, 2029, 2030, 2031].flatMap(listFederalHolidays);
  await db.holiday.createMany({
    data: days.map((day) => ({ onDate: instant(`${day.on}T00:00:00Z`), nameEn: day.name.en, nameEs: day.name.es })),
    skipDuplicates: true,
  });
}

/**
 * Opening hours, visit types and some taken time for the demonstration roles, and the holidays. The same on every
 * machine on the same day; a role that has a schedule is left as it is, so a second run changes nothing.
 */
export async function seedSchedules(db: PrismaClient): Promise<{ schedules: number; blocks: number }> {
  const now = systemClock.now();
  await seedHolidays(db);
  const roles = await db.practitionerRole.findMany({
    where: { demonstration: true, active: true, schedule: null },
    select: { id: true, tags: true, location: { select: { zone: true } } },
    orderBy: { id: 'asc' },
  });
  const demos = roles.map((role): DemoSchedule => {
    const random = seededRandom(Number.parseInt(role.id.slice(0, 8), 16));
    return { roleId: role.id, zone: role.location?.zone ?? 'America/New_York', tags: role.tags, book: bookOf(random), random };
  });
  const open = demos.filter((demo) => demo.book !== 'none');
  const rows = open.map((demo) => scheduleRows(demo, now));
  const blocks = open.flatMap((demo) => blocksOf(demo, plainDateAt(now, demo.zone)));
  await db.schedule.createMany({ data: rows.map((row) => row.schedule), skipDuplicates: true });
  await db.visitType.createMany({ data: rows.flatMap((row) => row.visitTypes), skipDuplicates: true });
  await db.scheduleRule.createMany({ data: rows.flatMap((row) => row.rules), skipDuplicates: true });
  await insertBlocks(blocks, now);
  return { schedules: open.length, blocks: blocks.length };
}
