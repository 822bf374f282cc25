import data from '../parameters/trust.json';

const DAY_MS = 86_400_000;

/** Facts older than this are marked and sink. */
export const STALE_DAYS = data.markAfterDays;
export const TRUST = data;

/** What speaks against an entry. */
export interface TrustSigns {
  readonly openReports: number;
  /** Booked visits that the practice could not keep. */
  readonly failedBookings: number;
  /** Not fully confirmed for longer than `STALE_DAYS`. */
  readonly notChecked: boolean;
}

/** 0: nothing speaks against the entry. From `ghostAt` on staff find out whether it is real. */
export function ghostScore({ openReports, failedBookings, notChecked }: TrustSigns): number {
  const { points } = data;
  return openReports * points.openReport + failedBookings * points.failedBooking + (notChecked ? points.notChecked : 0);
}

/** The days, in milliseconds since 1970, before which a last check is too old to show without a mark, and to show at all. */
export function trustLimits(now: Date): { readonly staleBefore: number; readonly hideBefore: number } {
  const at = now.getTime();
  return { staleBefore: at - data.markAfterDays * DAY_MS, hideBefore: at - data.hideAfterDays * DAY_MS };
}
