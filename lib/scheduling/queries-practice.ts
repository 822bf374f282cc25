import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit, recordLooks } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { type Clock, instant, isPlainDate, type PlainDateString, plainDateAt, systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import type { ConsentCheck } from '@/lib/needs/model';
import type { AppointmentStatus, VisitDetails, VisitMode } from './model';
import { addDays, dayNumberOf, weekdayOf } from './rules/calendar-days';
import type { DayHours } from './rules/weekly-hours';
import { isMinorsVisit } from './rules/withheld';
import { midnightOf } from './rules/zone-time';
import { findFeed } from './store-feeds';
import { type BlackoutRow, listBlackouts, listPracticeRoles, listVisitsOf, type PracticeRole } from './store-practice';
import { loadTemplates } from './store-schedules';

/** A visit as its practice sees it: who comes and what they need; no answers of steps 1 and 2, no code. */
export interface PracticeVisit {
  readonly id: string;
  readonly start: Date;
  readonly end: Date;
  readonly mode: VisitMode;
  readonly status: AppointmentStatus;
  readonly confirmed: boolean;
  readonly needsReschedule: boolean;
  readonly person:
    | (Pick<
        VisitDetails,
        | 'firstName'
        | 'lastName'
        | 'birthDate'
        | 'phone'
        | 'voiceMessage'
        | 'safeTimes'
        | 'interpreter'
        | 'accessNeeds'
        | 'consent'
      > & {
        /** The person is a minor, or said who agrees: a clinician is to confirm it. On what ground is theirs to say. */
        readonly asksConsent: boolean;
        /** What a clinician of this role confirmed last. */
        readonly consentCheck: ConsentCheck | null;
      })
    | null;
}

export interface PracticeWeek {
  readonly roles: readonly PracticeRole[];
  /** Null when the practice has no book yet. */
  readonly role: PracticeRole | null;
  readonly days: readonly { readonly date: PlainDateString; readonly visits: readonly PracticeVisit[] }[];
  readonly blackouts: readonly BlackoutRow[];
  readonly hours: readonly DayHours[];
  /** The practice's own calendar, without its address: that is a secret. */
  readonly feed: {
    readonly kind: 'address' | 'file';
    readonly readAt: Date | null;
    readonly outcome: 'ok' | 'failed' | null;
  } | null;
  readonly previous: PlainDateString;
  readonly next: PlainDateString;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A week, Monday to Sunday, of one role of the actor's own practice. Each look is recorded. @throws NOT_FOUND */
export async function readPracticeWeek(
  actor: Actor,
  input: { readonly roleId?: string | undefined; readonly week?: string | undefined },
  deps: { readonly clock: Clock } = { clock: systemClock },
): Promise<PracticeWeek> {
  const organizationId = actor.kind === 'practice' ? actor.organizationId : null;
  if (!organizationId || !can(actor, 'practice.calendar', { ownerId: organizationId })) throw new AppError('NOT_FOUND');
  const now = deps.clock.now();
  return asSystem('practice', async (tx) => {
    const roles = await listPracticeRoles(tx, organizationId);
    const role = roles.find((each) => each.roleId === input.roleId) ?? roles[0] ?? null;
    const zone = role?.zone ?? 'UTC';
    const asked = input.week && isPlainDate(input.week) ? input.week : plainDateAt(now, zone);
    const monday = addDays(asked, 1 - weekdayOf(dayNumberOf(asked)));
    const [previous, next] = [addDays(monday, -7), addDays(monday, 7)];
    if (!role) return { roles, role, days: [], blackouts: [], hours: [], feed: null, previous, next };
    const from = instant(midnightOf(zone, monday));
    const to = instant(midnightOf(zone, next));
    const rows = await listVisitsOf(tx, role.roleId, from, to);
    const days = WEEKDAYS.map((weekday) => {
      const date = addDays(monday, weekday - 1);
      return { date, visits: rows.filter((row) => plainDateAt(row.startsAt, zone) === date).map(toPracticeVisit) };
    });
    const template = (await loadTemplates(tx, [role.roleId], monday)).get(role.roleId);
    const today = plainDateAt(now, zone);
    const hours = WEEKDAYS.map((weekday) => ({
      weekday,
      ranges: (template?.rules ?? []).filter(
        (rule) => rule.weekday === weekday && rule.validFrom <= today && (rule.validTo === null || rule.validTo >= today),
      ),
    }));
    const blackouts = await listBlackouts(tx, role.roleId, from, to);
    const own = await findFeed(tx, role.roleId);
    const feed = own && { kind: own.url ? ('address' as const) : ('file' as const), readAt: own.readAt, outcome: own.outcome };
    const subject = `practitioner_role:${role.roleId}`;
    await recordAudit(tx, { actor: actorLabel(actor), action: 'practice.week-read', subject, detail: { visits: rows.length } });
    const named = rows.filter((row) => row.document).map((row) => `appointment:${row.id}`);
    await recordLooks(tx, { actor: actorLabel(actor), action: 'appointment.seen-by-practice' }, named);
    return { roles, role, days, blackouts, hours, feed, previous, next };
  });
}

/** A visit as its practice may see it. */
export function toPracticeVisit(row: Awaited<ReturnType<typeof listVisitsOf>>[number]): PracticeVisit {
  const details = row.document?.details;
  const check = row.document?.consentCheck;
  return {
    id: row.id,
    start: row.startsAt,
    end: row.endsAt,
    mode: row.mode,
    status: row.status,
    confirmed: row.confirmedAt !== null,
    needsReschedule: row.needsReschedule,
    person: details
      ? {
          firstName: details.firstName,
          lastName: details.lastName,
          birthDate: details.birthDate,
          // The person said "do not contact me": the practice gets no number then.
          phone: details.contactWay === 'none' ? null : details.phone,
          voiceMessage: details.voiceMessage,
          safeTimes: details.safeTimes,
          interpreter: details.interpreter,
          consent: details.consent,
          asksConsent: details.consent !== undefined || isMinorsVisit(row),
          consentCheck: check?.roleId === row.roleId ? check : null,
          accessNeeds: details.accessNeeds,
        }
      : null,
  };
}
