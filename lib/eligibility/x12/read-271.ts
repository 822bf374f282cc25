import { isPlainDate, type PlainDateString } from '@/lib/clock';
import { element, readInterchange, type Segment, type X12Fault } from './interchange';
import { meaningOf, type RejectionMeaning } from './rejections';

/** One EB segment: a coverage or benefit line, with the dates and the payer that follow it. */
export interface CoverageLine {
  readonly status: 'active' | 'inactive' | 'other';
  /** EB01 as sent. */
  readonly code: string;
  /** EB03: `30` is the whole plan, `MH` mental health. */
  readonly serviceTypes: readonly string[];
  /** EB04: `MC` Medicaid, `MA` and `MB` Medicare, `QM` QMB. */
  readonly insuranceType: string | null;
  readonly plan: string | null;
  readonly from: PlainDateString | null;
  readonly to: PlainDateString | null;
  /** The entity in the LS…LE loop after the line: another plan, or the one who manages it. */
  readonly relatedEntity: string | null;
}

export interface Rejection {
  readonly code: string;
  readonly meaning: RejectionMeaning;
}

/** What a 271 says. `unreadable` names the fault; nothing here ever throws. */
export type EligibilityResponse =
  | {
      readonly kind: 'answer';
      readonly active: boolean;
      readonly traceNumbers: readonly string[];
      readonly lines: readonly CoverageLine[];
    }
  | { readonly kind: 'rejected'; readonly rejections: readonly [Rejection, ...Rejection[]] }
  | { readonly kind: 'unreadable'; readonly fault: X12Fault };

const VERSION = /^005010X279/;
const ACTIVE: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5']);
const INACTIVE: ReadonlySet<string> = new Set(['6', '7', '8']);
/** DTP01: 291 plan, 307 eligibility, 346/347 plan begin and end, 356/357 eligibility begin and end. */
const BEGINS: ReadonlySet<string> = new Set(['346', '356']);
const ENDS: ReadonlySet<string> = new Set(['347', '357']);
const PERIODS: ReadonlySet<string> = new Set(['291', '307']);

function toDate(text: string): PlainDateString | null {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return text.length === 8 && isPlainDate(day) ? day : null;
}

interface Draft extends Omit<CoverageLine, 'from' | 'to' | 'relatedEntity'> {
  from: PlainDateString | null;
  to: PlainDateString | null;
  relatedEntity: string | null;
}

function startLine(segment: Segment, repetition: string): Draft {
  const code = element(segment, 1);
  const services = element(segment, 3);
  return {
    status: ACTIVE.has(code) ? 'active' : INACTIVE.has(code) ? 'inactive' : 'other',
    code,
    serviceTypes: services === '' ? [] : repetition === '' ? [services] : services.split(repetition),
    insuranceType: element(segment, 4) || null,
    plan: element(segment, 5) || null,
    from: null,
    to: null,
    relatedEntity: null,
  };
}

function addDate(line: Draft, segment: Segment): void {
  const kind = element(segment, 1);
  const [from = '', to = ''] = element(segment, 3).split('-');
  if (PERIODS.has(kind) || BEGINS.has(kind)) line.from = toDate(from);
  if (PERIODS.has(kind) && to !== '') line.to = toDate(to);
  if (ENDS.has(kind)) line.to = toDate(from);
}

/** The segments of the first transaction set, or the fault of its envelope. */
function findTransaction(segments: readonly Segment[]): { body: readonly Segment[] } | { fault: X12Fault } {
  const begin = segments.findIndex((segment) => segment.name === 'ST');
  const start = segments[begin];
  if (!start) return { fault: 'no_transaction' };
  if (element(start, 1) !== '271') return { fault: 'not_a_271' };
  const group = segments.find((segment) => segment.name === 'GS');
  const version = element(start, 3) || element(group, 8);
  if (!VERSION.test(version)) return { fault: 'version_not_supported' };
  const length = segments.slice(begin).findIndex((segment) => segment.name === 'SE');
  const end = segments[begin + length];
  if (length < 0 || !end) return { fault: 'transaction_not_closed' };
  if (element(end, 2) !== element(start, 2)) return { fault: 'transaction_number_mismatch' };
  if (Number(element(end, 1)) !== length + 1) return { fault: 'segment_count_mismatch' };
  return { body: segments.slice(begin, begin + length + 1) };
}

/** Walks the body once; LS and LE must pair up. */
function readLines(body: readonly Segment[], repetition: string): readonly CoverageLine[] | null {
  const lines: Draft[] = [];
  let depth = 0;
  for (const segment of body) {
    const line = lines.at(-1);
    if (segment.name === 'EB') lines.push(startLine(segment, repetition));
    else if (segment.name === 'LS') depth += 1;
    else if (segment.name === 'LE') depth -= 1;
    else if (line && segment.name === 'DTP' && depth === 0) addDate(line, segment);
    else if (line && segment.name === 'NM1' && depth > 0) line.relatedEntity ??= element(segment, 3) || null;
    if (depth < 0 || depth > 1) return null;
  }
  return depth === 0 ? lines : null;
}

/** Reads a 271 (X12 005010X279A1). Any text gives an answer, a rejection, or a named fault. */
export function read271(message: string): EligibilityResponse {
  const interchange = readInterchange(message);
  if (!interchange.ok) return { kind: 'unreadable', fault: interchange.fault };
  const transaction = findTransaction(interchange.segments);
  if ('fault' in transaction) return { kind: 'unreadable', fault: transaction.fault };
  const [first, ...rest] = transaction.body
    .filter((segment) => segment.name === 'AAA')
    .map((segment) => ({ code: element(segment, 3), meaning: meaningOf(element(segment, 3)) }));
  if (first) return { kind: 'rejected', rejections: [first, ...rest] };
  const lines = readLines(transaction.body, interchange.delimiters.repetition);
  if (!lines) return { kind: 'unreadable', fault: 'loop_not_closed' };
  const traceNumbers = transaction.body.filter((segment) => segment.name === 'TRN').map((segment) => element(segment, 2));
  return { kind: 'answer', active: lines.some((line) => line.status === 'active'), traceNumbers, lines };
}
