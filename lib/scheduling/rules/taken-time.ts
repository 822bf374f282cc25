import type { Span } from '../model';

/** A stretch that is taken, with whose it is. */
interface OwnedSpan extends Span {
  readonly memberId: string | null;
  readonly appointmentId: string | null;
  readonly held: boolean;
}

export interface Viewer {
  /** Whose own holds do not count (policy P7: a hold is invisible to its holder's search). */
  readonly memberId: string | null;
  /** Whose own times do not count: a move may meet the visit's old time. */
  readonly appointmentId?: string | undefined;
}

/** The taken stretches that keep a viewer out. */
export function spansFor<Taken extends OwnedSpan>(
  taken: readonly Taken[],
  { memberId, appointmentId }: Viewer,
): readonly Taken[] {
  if (memberId === null && appointmentId === undefined) return taken;
  return taken.filter(
    (span) =>
      !(span.held && memberId !== null && span.memberId === memberId) &&
      !(appointmentId !== undefined && span.appointmentId === appointmentId),
  );
}
