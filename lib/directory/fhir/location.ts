import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';
import {
  compact,
  contactPoints,
  extension,
  newPatientExtensions,
  optionalReference,
  type ResourceRow,
  references,
  resourceHead,
  type StoredNewPatients,
} from './parts';

export interface LocationRow extends ResourceRow {
  readonly identifiers: FhirObject[];
  readonly name: string;
  readonly aliases: string[];
  readonly description: string | null;
  readonly types: string[];
  readonly organization_id: string | null;
  readonly part_of_id: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly county_name: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly phone: string | null;
  readonly telecom: FhirObject[];
  readonly hours_of_operation: FhirObject[];
  readonly availability_exceptions: string | null;
  readonly accessibility: string[];
  readonly new_patients: StoredNewPatients[];
  readonly boundary: FhirObject | null;
  readonly endpoint_ids: string[];
}

/** plannet-Location. */
export function toFhirLocation(row: LocationRow): FhirResource {
  return compact({
    ...resourceHead('Location', row, 'Location'),
    extension: [
      ...newPatientExtensions(row.new_patients),
      ...row.accessibility.map((code) =>
        extension('accessibility', { valueCodeableConcept: concept(SYSTEMS.accessibility, code) }),
      ),
      ...(row.boundary
        ? [{ url: 'http://hl7.org/fhir/StructureDefinition/location-boundary-geojson', valueAttachment: row.boundary }]
        : []),
    ],
    identifier: row.identifiers,
    status: 'active',
    name: row.name,
    alias: row.aliases,
    description: row.description ?? undefined,
    type: row.types.map((type) => concept(SYSTEMS.locationType, type)),
    telecom: contactPoints(row.telecom, row.phone),
    address: toAddress(row),
    position: row.lat === null || row.lon === null ? undefined : { longitude: row.lon, latitude: row.lat },
    managingOrganization: optionalReference('Organization', row.organization_id),
    partOf: optionalReference('Location', row.part_of_id),
    hoursOfOperation: row.hours_of_operation,
    availabilityExceptions: row.availability_exceptions ?? undefined,
    endpoint: references('Endpoint', row.endpoint_ids),
  });
}

function toAddress(row: LocationRow): FhirObject | undefined {
  const lines = [row.line1, row.line2].filter((line) => line !== null);
  const region = [row.state, row.zip].filter(Boolean).join(' ');
  const text = [...lines, row.city, region].filter(Boolean).join(', ');
  if (text === '' && !row.country) return undefined;
  return compact({
    use: 'work',
    ...(lines.length > 0 ? { type: 'both' } : {}),
    text,
    line: lines,
    city: row.city ?? undefined,
    district: row.county_name ?? undefined,
    state: row.state ?? undefined,
    postalCode: row.zip ?? undefined,
    country: row.country ?? undefined,
  });
}
