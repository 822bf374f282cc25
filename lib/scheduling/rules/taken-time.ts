import { sha256 } from '@/lib/ids';
import type { ScheduleTemplate, Span } from '../model';
import { busySpan, type FreeSlot } from './free-slots';

/** A stretch that is taken. Whose it is comes as a hash: everyone may read these, and recognise only themselves. */
interface OwnedSpan extends Span {
  readonly holder: string | null;
  readonly visit: string | null;
  readonly held: boolean;
}

export interface Viewer {
  /** Whose own holds do not count (policy P7: a hold is invisible to its holder's search). */
  readonly memberId: string | null;
  /** Whose own times do not count: a move may meet the visit's old time. */
  readonly appointmentId?: string | undefined;
}

export const isHeldBy = (span: OwnedSpan, memberId: string) => span.holder === sha256(memberId);

/** The taken stretches that keep a viewer out. */
export function spansFor<Taken extends OwnedSpan>(
  taken: readonly Taken[],
  { memberId, appointmentId }: Viewer,
): readonly Taken[] {
  if (memberId === null && appointmentId === undefined) return taken;
  const holder = memberId === null ? null : sha256(memberId);
  const visit = appointmentId === undefined ? null : sha256(appointmentId);
  return taken.filter(
    (span) => !(span.held && holder !== null && span.holder === holder) && !(visit !== null && span.visit === visit),
  );
}

/** Free times but the one that a moving visit has now: to move there would be no move. */
export function withoutOwnTime(
  slots: readonly FreeSlot[],
  template: ScheduleTemplate,
  taken: readonly OwnedSpan[],
  { appointmentId }: Viewer,
): readonly FreeSlot[] {
  if (appointmentId === undefined) return slots;
  const visit = sha256(appointmentId);
  const own = taken.filter((span) => !span.held && span.visit === visit);
  return slots.filter(({ visitTypeId, start }) => {
    const type = template.visitTypes.find(({ id }) => id === visitTypeId);
    const span = type && busySpan(type, start);
    return !own.some((each) => each.start === span?.start && each.end === span.end);
  });
}
