import { FACET_GROUPS, type FacetCode } from '../facets';
import { filterGroups } from './model';

/** Bytes of one candidate as the store packs it: entry id (int4), line (float8), mask. Network byte order. */
export const MASK_BYTES = 20;
const ROW_BYTES = 4 + 8 + MASK_BYTES;

/** Entries by nearness, with their facets as bits: what counting and choosing need of them, and nothing else. */
export interface Candidates {
  readonly size: number;
  readonly bytes: Buffer;
  /** False when there are more than were looked at: the rest are farther away than all of these. */
  readonly complete: boolean;
  /** The line up to which nothing is missing: farther rows may lie outside the candidates. */
  readonly sureUpTo: number;
}

/** @param edge the line of the last row that was looked at, when there may be more; else null */
export function readCandidates(packed: Buffer, edge: number | null): Candidates {
  const complete = edge === null;
  return { size: packed.length / ROW_BYTES, bytes: packed, complete, sureUpTo: edge ?? Number.POSITIVE_INFINITY };
}

export interface Ranked {
  readonly entryId: number;
  /** Length of the straight line; 0 without a place. */
  readonly line: number;
}

export interface Tally {
  /** Those that meet every filter, in order of (line, entry). */
  readonly shown: readonly Ranked[];
  /** Code → rows. A row that fails only one group of filters still counts for the options of that group. */
  readonly counts: ReadonlyMap<FacetCode, number>;
  /** Group → rows that fail this group alone. */
  readonly missed: ReadonlyMap<number, number>;
}

const bitOf = (code: FacetCode): number => {
  const group = FACET_GROUPS.find(({ id }) => id === Math.floor(code / 1000));
  return group ? group.byte * 8 + (code % 1000) - 1 : -1;
};
const CODES = FACET_GROUPS.flatMap(({ options }) => options.map(({ code }) => ({ code, bit: bitOf(code) })));
/** Which group's bits a byte holds. */
const GROUP_OF_BYTE = Array.from(
  { length: MASK_BYTES },
  (_, byte) => [...FACET_GROUPS].sort((a, b) => b.byte - a.byte).find((group) => group.byte <= byte)?.id ?? 0,
);

interface Wanted {
  readonly id: number;
  readonly all: boolean;
  readonly bytes: readonly (readonly [at: number, bits: number])[];
}

function wantedGroups(filters: readonly FacetCode[]): readonly Wanted[] {
  return filterGroups(filters).map(({ id, combine, codes }) => {
    const bytes = new Map<number, number>();
    for (const bit of codes.map(bitOf)) bytes.set(bit >> 3, (bytes.get(bit >> 3) ?? 0) | (1 << (bit & 7)));
    return { id, all: combine === 'all', bytes: [...bytes] };
  });
}

function meets(bytes: Buffer, at: number, { all, bytes: wanted }: Wanted): boolean {
  for (const [byte, bits] of wanted) {
    const found = (bytes[at + byte] ?? 0) & bits;
    if (all && found !== bits) return false;
    if (!all && found !== 0) return true;
  }
  return all;
}

function addBits(sums: Int32Array, bytes: Buffer, at: number, only: number): void {
  for (let byte = 0; byte < MASK_BYTES; byte++) {
    if (only !== 0 && GROUP_OF_BYTE[byte] !== only) continue;
    for (let bits = bytes[at + byte] ?? 0, bit = byte * 8; bits !== 0; bits >>= 1, bit++)
      if (bits & 1) sums[bit] = (sums[bit] ?? 0) + 1;
  }
}

/** Counts every facet and chooses the rows to show in one pass over the candidates. */
export function tally({ size, bytes }: Candidates, filters: readonly FacetCode[]): Tally {
  const groups = wantedGroups(filters);
  const sums = new Int32Array(MASK_BYTES * 8);
  const shown: Ranked[] = [];
  const missed = new Map<number, number>();
  for (let row = 0; row < size; row++) {
    const start = row * ROW_BYTES;
    const mask = start + 12;
    let failed: Wanted | null = null;
    let fails = 0;
    // Written out, because this runs for each of thousands of rows: nothing is allocated for a row that is not shown.
    for (const group of groups) {
      if (meets(bytes, mask, group)) continue;
      failed = group;
      if (++fails > 1) break;
    }
    if (!failed) {
      addBits(sums, bytes, mask, 0);
      shown.push({ entryId: bytes.readInt32BE(start), line: bytes.readDoubleBE(start + 4) });
    } else if (fails === 1) {
      if (!failed.all) addBits(sums, bytes, mask, failed.id);
      missed.set(failed.id, (missed.get(failed.id) ?? 0) + 1);
    }
  }
  shown.sort((a, b) => a.line - b.line || a.entryId - b.entryId);
  const counts = new Map(CODES.flatMap(({ code, bit }) => ((sums[bit] ?? 0) > 0 ? [[code, sums[bit] ?? 0] as const] : [])));
  return { shown, counts, missed };
}

/** Filters of the groups that at most half of these rows meet, and of the one that fewest meet: what to look for first. */
export function rareFilters({ size, bytes }: Candidates, filters: readonly FacetCode[]): readonly FacetCode[] {
  const kept = wantedGroups(filters).map((group) => {
    let rows = 0;
    for (let row = 0; row < size; row++) if (meets(bytes, row * ROW_BYTES + 12, group)) rows += 1;
    return { id: group.id, rows };
  });
  const most = Math.max(size / 2, Math.min(...kept.map(({ rows }) => rows)));
  const rare = new Set(kept.flatMap(({ id, rows }) => (rows <= most ? [id] : [])));
  return filters.filter((code) => rare.has(Math.floor(code / 1000)));
}
