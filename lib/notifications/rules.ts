import { instant } from '@/lib/clock';
import {
  AWAKE_HOURS,
  type DeliveryFailure,
  type DeliveryView,
  NOT_AT_NIGHT,
  SAFE_HOURS,
  type SafeTimes,
  type TemplateName,
} from './model';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/** From this hour until before that one. */
type Hours = readonly [from: number, to: number];

/** When a message may arrive: in the hours the person called safe and, when nobody waits for it, not at night. */
export function hoursFor(template: TemplateName, safeTimes: SafeTimes): Hours {
  const [from, to] = SAFE_HOURS[safeTimes];
  return NOT_AT_NIGHT.has(template) ? [Math.max(from, AWAKE_HOURS[0]), Math.min(to, AWAKE_HOURS[1])] : [from, to];
}

function hourIn(zone: string, at: Date): number {
  const text = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at);
  return Number(text);
}

/** True when `at` lies in the hours, by the wall clock of `zone`. */
export function isSafeTime([from, to]: Hours, at: Date, zone: string): boolean {
  const hour = hourIn(zone, at);
  return hour >= from && hour < to;
}

/**
 * The first moment from `at` on that is safe, to a quarter of an hour. Walks forward, so that the hours that a clock
 * change skips or repeats need no special case.
 */
export function nextSafeTime(hours: Hours, at: Date, zone: string): Date {
  if (isSafeTime(hours, at, zone)) return at;
  const start = Math.ceil(at.getTime() / QUARTER_MS) * QUARTER_MS;
  for (let ms = start; ms < start + 48 * HOUR_MS; ms += QUARTER_MS) {
    if (isSafeTime(hours, instant(ms), zone)) return instant(ms);
  }
  return at;
}

interface Row {
  readonly template: TemplateName;
  readonly channel: DeliveryView['channel'];
  readonly status: 'queued' | 'sending' | 'sent' | 'dead';
  readonly failure: DeliveryFailure | null;
  readonly safeTimes: SafeTimes;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
}

/**
 * What became of a message at this moment, as its row and the hours say: sent, planned for later, waiting for hours that
 * the person called safe, on its way, to be tried again, failed, or of no use any more before it could go.
 */
export function decideDelivery(row: Row, now: Date, zone: string): DeliveryView {
  const { template, channel, status, failure, dueAt, sentAt, createdAt } = row;
  const as = (state: DeliveryView['state'], at: Date): DeliveryView => ({ template, channel, state, at });
  if (status === 'sent') return as('sent', sentAt ?? createdAt);
  if (status === 'dead') return as(failure === 'expired' ? 'late' : 'failed', createdAt);
  if (failure === 'transport') return as('again', dueAt);
  const hours = hoursFor(template, row.safeTimes);
  const from = dueAt > now ? dueAt : now;
  // A reminder is written days before; everything else that is not due was put off.
  if (dueAt > now) return as(template === 'visitReminder' ? 'planned' : 'waiting', nextSafeTime(hours, from, zone));
  return isSafeTime(hours, now, zone) ? as('sending', createdAt) : as('waiting', nextSafeTime(hours, now, zone));
}
