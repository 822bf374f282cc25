/** FHIR R4 data as it travels. Only what the directory and scheduling doors use is spelled out. */
export type FhirJson = string | number | boolean | null | FhirJson[] | { [key: string]: FhirJson | undefined };
export type FhirObject = { [key: string]: FhirJson | undefined };

export interface FhirResource extends FhirObject {
  resourceType: string;
  id: string;
  meta: { versionId: string; lastUpdated: string; profile: string[] };
}

export type SearchMode = 'match' | 'include' | 'outcome';

export interface BundleEntry {
  fullUrl?: string;
  resource: FhirObject;
  search: { mode: SearchMode; extension?: FhirObject[] };
}

export interface Bundle {
  resourceType: 'Bundle';
  type: 'searchset';
  total?: number;
  link: { relation: 'self' | 'next'; url: string }[];
  entry?: BundleEntry[];
}

export const FHIR_JSON = 'application/fhir+json';
export const FHIR_NDJSON = 'application/fhir+ndjson';
/** Path of the door below the portal's origin. */
export const FHIR_BASE_PATH = '/fhir/R4';

/** FHIR `id` datatype. */
export function isFhirId(text: string): boolean {
  return /^[A-Za-z0-9\-.]{1,64}$/.test(text);
}
