import type { RowFault } from './faults';

/** One provider at one place, whatever file it came from. Texts are trimmed; missing values are null. */
export interface ListingRecord {
  /** Found again by this in the next file of the same source. */
  readonly key: string;
  readonly file: string;
  readonly line: number;
  readonly raw: Readonly<Record<string, string>>;
  /** Which survey or list inside the source; two of them for one place are merged. */
  readonly list: string;
  readonly organizationName: string;
  /** A second name of the place, such as a programme. */
  readonly placeName: string | null;
  readonly person: ListingPerson | null;
  readonly organizationNpi: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly state: string;
  /** Five digits. */
  readonly zip: string;
  readonly countyName: string | null;
  readonly phone: string | null;
  readonly phoneExtension: string | null;
  readonly website: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** NUCC codes. */
  readonly specialties: readonly string[];
  /** Facet codes. */
  readonly tags: readonly number[];
  /** In which of the plan's networks, and whether new people can come; empty for public listings. */
  readonly networks: readonly { readonly id: string; readonly accepting: string | null }[];
}

export interface ListingPerson {
  readonly given: string;
  readonly family: string;
  readonly credentials: string | null;
  readonly npi: string | null;
  readonly gender: 'female' | 'male' | null;
}

/** What reading one row gives: the record, or why it cannot be used. Oddities go to `suspect`. */
export type ReadRow = (
  cells: Readonly<Record<string, string>>,
  context: { readonly file: string; readonly line: number; readonly suspect: (kind: string) => void },
) => { readonly record: ListingRecord } | { readonly unusable: RowFault };

/** A format of table files, known by its column names. */
export interface TableFormat {
  readonly name: string;
  /** Columns that must all be there; the first format that fits is used. */
  readonly columns: readonly string[];
  readonly read: ReadRow;
}
