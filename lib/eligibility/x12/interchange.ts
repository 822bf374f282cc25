/** One X12 segment: its name and its elements, counted from 1 as the standard does. */
export interface Segment {
  readonly name: string;
  /** Element 1 is at index 1; missing elements are empty. */
  readonly elements: readonly string[];
}

export interface Delimiters {
  readonly element: string;
  readonly repetition: string;
  readonly component: string;
  readonly segment: string;
}

/** Why a message cannot be used, in words for a log and a support desk; members see one plain sentence. */
export type X12Fault =
  | 'too_long'
  | 'no_isa'
  | 'bad_delimiters'
  | 'interchange_not_closed'
  | 'interchange_number_mismatch'
  | 'version_not_supported'
  | 'no_transaction'
  | 'not_a_271'
  | 'transaction_not_closed'
  | 'transaction_number_mismatch'
  | 'segment_count_mismatch'
  | 'loop_not_closed';

export type Interchange =
  | { readonly ok: true; readonly delimiters: Delimiters; readonly segments: readonly Segment[] }
  | { readonly ok: false; readonly fault: X12Fault };

const MAX_CHARS = 1_000_000;
const ISA_ELEMENTS = 16;
const fail = (fault: X12Fault) => ({ ok: false, fault }) as const;

/** Element `at` of a segment; empty when absent. */
export const element = (segment: Segment | undefined, at: number): string => segment?.elements[at] ?? '';

/**
 * Reads the delimiters from the ISA segment itself: senders choose them freely. The ISA is taken by its 16 elements
 * rather than by its 106 characters, because real senders pad it wrongly.
 */
function readDelimiters(text: string): Delimiters | null {
  const separator = text[3] ?? '';
  let at = 3;
  const starts: number[] = [];
  for (let count = 0; count < ISA_ELEMENTS && at >= 0; count++) {
    starts.push(at + 1);
    at = text.indexOf(separator, at + 1);
  }
  const last = starts[ISA_ELEMENTS - 1];
  const repetitionAt = starts[10];
  if (last === undefined || repetitionAt === undefined || last + 1 >= text.length || last > 200) return null;
  const delimiters = {
    element: separator,
    repetition: text[repetitionAt] ?? '',
    component: text[last] ?? '',
    segment: text[last + 1] ?? '',
  };
  const marks = [delimiters.element, delimiters.component, delimiters.segment];
  const usable = marks.every((mark) => /^[^A-Za-z0-9 ]$/.test(mark)) && new Set(marks).size === marks.length;
  return usable ? delimiters : null;
}

/** Splits a message into segments, and checks the envelope ISA … IEA. Never throws. */
export function readInterchange(message: string): Interchange {
  const text = message.trimStart();
  if (text.length > MAX_CHARS) return fail('too_long');
  if (!text.startsWith('ISA')) return fail('no_isa');
  const delimiters = readDelimiters(text);
  if (!delimiters) return fail('bad_delimiters');
  const segments = text
    .split(delimiters.segment)
    .map((part) => part.replace(/^[\r\n\s]+/, '').trimEnd())
    .filter((part) => part !== '')
    .map((part): Segment => {
      const elements = part.split(delimiters.element);
      return { name: elements[0] ?? '', elements };
    });
  const end = segments.at(-1);
  if (end?.name !== 'IEA') return fail('interchange_not_closed');
  if (element(segments[0], 13).trim() !== element(end, 2).trim()) return fail('interchange_number_mismatch');
  return { ok: true, delimiters, segments };
}
