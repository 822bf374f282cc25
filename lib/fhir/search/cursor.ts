import { refusal } from '../outcome';

/** The last row of a page: the next page begins after it, whatever was added or changed meanwhile. */
export interface Cursor {
  readonly id: string;
  /** Chord of its distance, when the result is ordered by nearness. */
  readonly chord?: number;
  /** ISO instant, when it is ordered by last update. */
  readonly updated?: string;
}

export function formatCursor({ id, chord, updated }: Cursor): string {
  return Buffer.from(JSON.stringify([id, chord ?? null, updated ?? null])).toString('base64url');
}

/** @throws FhirError 400 when the text was not made by `formatCursor` */
export function parseCursor(text: string): Cursor {
  try {
    const [id, chord, updated] = JSON.parse(Buffer.from(text.slice(0, 400), 'base64url').toString('utf8')) as unknown[];
    const isUuid = typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    const isChord = chord === null || (typeof chord === 'number' && Number.isFinite(chord));
    const isInstant =
      updated === null ||
      (typeof updated === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/.test(updated));
    if (isUuid && isChord && isInstant)
      return { id, ...(chord === null ? {} : { chord }), ...(updated === null ? {} : { updated }) };
  } catch {
    // Falls through to the refusal.
  }
  throw refusal(400, 'value', 'This page link is not one of ours. Start the search again.', '_cursor');
}
