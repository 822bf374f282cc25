import type { PlainDateString } from '@/lib/clock';
import type { ScheduleTemplate, VisitType, VisitTypeId, WeeklyRule } from '@/lib/scheduling/model';

export const plainDate = (text: string) => text as PlainDateString;

export function buildVisitType(changes: Partial<VisitType> = {}): VisitType {
  return {
    id: '00000000-0000-7000-8000-000000000001' as VisitTypeId,
    mode: 'inPerson',
    durationMin: 60,
    stepMin: 30,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    noticeMin: 0,
    horizonDays: 60,
    ...changes,
  };
}

export function buildWeeklyRule(changes: Partial<WeeklyRule> = {}): WeeklyRule {
  return {
    weekday: 1,
    startsMinute: 9 * 60,
    endsMinute: 17 * 60,
    visitTypeId: null,
    validFrom: plainDate('2020-01-01'),
    validTo: null,
    ...changes,
  };
}

/** Open every day from midnight to midnight unless told otherwise. */
export function buildTemplate(changes: Partial<ScheduleTemplate> = {}): ScheduleTemplate {
  return {
    roleId: '00000000-0000-7000-8000-00000000000a',
    zone: 'America/New_York',
    rules: [1, 2, 3, 4, 5, 6, 7].map((weekday) => buildWeeklyRule({ weekday, startsMinute: 0, endsMinute: 1440 })),
    datedHours: [],
    closedOn: new Set(),
    visitTypes: [buildVisitType()],
    ...changes,
  };
}
