import type { FhirObject, FhirResource } from '../model';
import type { Sql } from '../search/sql';

export const DIRECTORY_TYPES = [
  'Endpoint',
  'HealthcareService',
  'InsurancePlan',
  'Location',
  'Organization',
  'OrganizationAffiliation',
  'Practitioner',
  'PractitionerRole',
] as const;
export type DirectoryType = (typeof DIRECTORY_TYPES)[number];

/** What every parameter says of itself in the CapabilityStatement. */
interface ParamBase {
  readonly name: string;
  /** Canonical URL of its SearchParameter. */
  readonly definition: string;
}

/** Starts-with, without case and accents; `:contains`, `:exact`. */
export interface StringParam extends ParamBase {
  readonly kind: 'string';
  /** The searched values as a text array. */
  readonly values: (alias: string) => Sql;
  /** `search_values(values)`, on which a trigram index stands. */
  readonly compared: (alias: string) => Sql;
}

/** How coded values are stored. */
export type TokenSource =
  /** `text[]` of codes: plain ones are of `systems[0]`, others are stored as `system|code`. */
  | { readonly form: 'codes'; readonly column: string; readonly systems: readonly [string, ...string[]] }
  /** jsonb list of FHIR Identifier. */
  | { readonly form: 'identifiers'; readonly column: string }
  /** jsonb; `build` makes the smallest document that a row with the code contains. */
  | {
      readonly form: 'contained';
      readonly column: string;
      readonly system: string;
      readonly build: (code: string, system?: string) => FhirObject[];
    };

export interface TokenParam extends ParamBase {
  readonly kind: 'token';
  readonly source: TokenSource;
}

export interface ReferenceParam extends ParamBase {
  readonly kind: 'reference';
  /** uuid (`many: false`) or uuid[] column. */
  readonly column: string;
  readonly many: boolean;
  readonly target: DirectoryType;
}

export interface DateParam extends ParamBase {
  readonly kind: 'date';
  /** First and last day (`date` columns); open when null. */
  readonly start: string;
  readonly end: string;
}

/** Distance: on the place itself. Chained (`location.near`) it is answered and ordered by the nearest of the places. */
export interface NearParam extends ParamBase {
  readonly kind: 'near';
}

export type SearchParam = StringParam | TokenParam | ReferenceParam | DateParam | NearParam;

/** One resource type: everything the router, the compiler and the CapabilityStatement know about it. */
export interface ResourceDefinition {
  readonly type: DirectoryType;
  readonly profiles: readonly string[];
  /** Table or view with `id uuid`, `version`, `last_updated`. */
  readonly table: string;
  /** Views whose union the table is: each alone has an index in the order of ids. */
  readonly parts?: readonly string[];
  /** Where a view keeps its lists of references, and the view's column that points there. */
  readonly lists?: { readonly table: string; readonly key: string };
  /** Rows that may be seen. Others answer 410. */
  readonly visible: (alias: string) => Sql;
  /** A row as JSON, columns in snake_case. */
  readonly row: (alias: string) => Sql;
  readonly toFhir: (row: never) => FhirResource;
  readonly params: readonly SearchParam[];
}
