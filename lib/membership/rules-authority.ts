import { instant, isPlainDate, type PlainDateString } from '@/lib/clock';
import type { AuthorityBasis, PaperSeen } from './model-authority';
import parameters from './parameters/authority.json';

export const LOOK_BUSINESS_DAYS = parameters.lookBusinessDays.days;

/** The day on which somebody is of age. Who was born on February 29 is on March 1 in other years. */
export function majorityOf(birthDate: PlainDateString): PlainDateString {
  const year = Number(birthDate.slice(0, 4)) + parameters.majority.years;
  const day = `${year}${birthDate.slice(4)}`;
  return isPlainDate(day) ? day : (`${year}-03-01` as PlainDateString);
}

const DAY_MS = 86_400_000;
const dayAfter = (day: PlainDateString) =>
  instant(Date.parse(day) + DAY_MS)
    .toISOString()
    .slice(0, 10) as PlainDateString;

export interface AuthorityEnd {
  /** The first day on which it no longer holds; null for a paper without an end. */
  readonly endsOn: PlainDateString | null;
  /** It ends because a child is of age: nobody's leave goes on then. */
  readonly atMajority: boolean;
}

/**
 * Until when a paper holds: through its last day, and for a child never past the day before they are of age. What cannot
 * be is said about its field: a parent's right without a birth date, a paper of tomorrow, one that is over.
 */
export function decideAuthorityEnd(
  basis: AuthorityBasis,
  { paperDated, until, birthDate }: Omit<PaperSeen, 'paper'>,
  today: PlainDateString,
): AuthorityEnd | { readonly field: 'paperDated' | 'until' | 'birthDate'; readonly message: string } {
  if (paperDated > today) return { field: 'paperDated', message: 'desk.errors.paperDated' };
  if (until && until < today) return { field: 'until', message: 'desk.errors.over' };
  if (birthDate && birthDate > today) return { field: 'birthDate', message: 'desk.errors.birthDate' };
  if (basis === 'parent' && !birthDate) return { field: 'birthDate', message: 'desk.errors.birthDate' };
  const ofAge = birthDate ? majorityOf(birthDate) : null;
  if (basis === 'parent' && ofAge && ofAge <= today) return { field: 'birthDate', message: 'desk.errors.ofAge' };
  const last = until ? dayAfter(until) : null;
  // A guardian of an adult is named for an adult: their birthday ends nothing.
  const majority = ofAge && ofAge > today ? ofAge : null;
  if (majority && (!last || majority <= last)) return { endsOn: majority, atMajority: true };
  return { endsOn: last, atMajority: false };
}

/** The last day on which something holds that ends on the next, as a moment in UTC to write it out. */
export const lastDayOf = (endsOn: PlainDateString): Date => instant(Date.parse(endsOn) - DAY_MS);

/** The last moment before an exclusive end, so that its day is the right one. */
export const lastMomentOf = (end: Date): Date => instant(end.getTime() - 1);
