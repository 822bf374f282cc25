import { findFacet } from '../facets';
import type { EntryCursor } from './model';
import type { PlaceCode } from './place';

/** A search as it stands in an address: codes and numbers only, so that a shared history tells nothing in words. */
export interface SearchParams {
  readonly place: PlaceCode | null;
  readonly miles: number;
  readonly filters: readonly number[];
  /** Names to look for are kept in the journey, not here. */
  readonly hasText: boolean;
  readonly after: EntryCursor | null;
}

export const SEARCH_MILES = [5, 10, 25, 50, 100] as const;
const DEFAULT_MILES = 25;

type Raw = Readonly<Record<string, string | string[] | undefined>>;
const single = (raw: Raw, name: string) => (typeof raw[name] === 'string' ? raw[name] : '');

/** Reads `?z=28052&d=25&f=1002.2002&q=1&p=3.21_17`; anything unknown is left out rather than an error. */
export function readSearchParams(raw: Raw): SearchParams {
  const zip = single(raw, 'z').match(/^\d{5}$/)?.[0];
  const fips = single(raw, 'c').match(/^37\d{3}$/)?.[0];
  const miles = Number(single(raw, 'd'));
  const cursor = single(raw, 'p').match(/^([\d.e+-]{1,24})_(\d{1,9})$/);
  const filters = single(raw, 'f').split('.').slice(0, 60).map(Number);
  return {
    place: zip ? { zip } : fips ? { fips } : null,
    miles: SEARCH_MILES.find((known) => known === miles) ?? DEFAULT_MILES,
    filters: [...new Set(filters)].filter((code) => findFacet(code) !== null).sort((a, b) => a - b),
    hasText: single(raw, 'q') === '1',
    after: cursor && Number.isFinite(Number(cursor[1])) ? { line: Number(cursor[1]), entryId: Number(cursor[2]) } : null,
  };
}

/** The address of a search, without the path. The inverse of `readSearchParams`. */
export function writeSearchParams(search: SearchParams): string {
  const parts = new URLSearchParams();
  if (search.place && 'zip' in search.place) parts.set('z', search.place.zip);
  if (search.place && 'fips' in search.place) parts.set('c', search.place.fips);
  if (search.miles !== DEFAULT_MILES) parts.set('d', String(search.miles));
  if (search.filters.length > 0) parts.set('f', [...search.filters].sort((a, b) => a - b).join('.'));
  if (search.hasText) parts.set('q', '1');
  if (search.after) parts.set('p', `${search.after.line}_${search.after.entryId}`);
  const text = parts.toString();
  return text ? `?${text}` : '';
}
