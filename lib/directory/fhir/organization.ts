import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';
import {
  ABSENT,
  addressesWithText,
  compact,
  contactPoints,
  extension,
  identifiersWithNpi,
  optionalReference,
  period,
  qualificationExtensions,
  type ResourceRow,
  reference,
  references,
  resourceHead,
  type StoredQualification,
} from './parts';

export interface OrganizationRow extends ResourceRow {
  readonly is_network: boolean;
  readonly types: string[];
  readonly npi: string | null;
  readonly identifiers: FhirObject[];
  readonly name: string;
  readonly aliases: string[];
  readonly description: string | null;
  readonly part_of_id: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly telecom: FhirObject[];
  readonly addresses: FhirObject[];
  readonly contacts: FhirObject[];
  readonly qualifications: StoredQualification[];
  readonly coverage_area_ids: string[];
  readonly endpoint_ids: string[];
  readonly period_start: string | null;
  readonly period_end: string | null;
}

/** plannet-Organization, or plannet-Network for one of the plan's networks. */
export function toFhirOrganization(row: OrganizationRow): FhirResource {
  return row.is_network ? toFhirNetwork(row) : toFhirProviderOrganization(row);
}

function toFhirProviderOrganization(row: OrganizationRow): FhirResource {
  const served = period(row.period_start, row.period_end);
  return compact({
    ...resourceHead('Organization', row, 'Organization'),
    extension: [
      ...(row.description ? [extension('org-description', { valueString: row.description })] : []),
      ...qualificationExtensions(row.qualifications),
      ...coverage(row),
      ...(served ? [{ url: 'http://hl7.org/fhir/StructureDefinition/organization-period', valuePeriod: served }] : []),
    ],
    identifier: identifiersWithNpi(row.identifiers, row.npi),
    active: true,
    type: row.types.length > 0 ? row.types.map((type) => concept(SYSTEMS.organizationType, type)) : [ABSENT],
    name: row.name,
    alias: row.aliases,
    telecom: contactPoints(row.telecom, row.phone, row.website),
    address: row.addresses.length > 0 ? addressesWithText(row.addresses) : [ABSENT],
    partOf: optionalReference('Organization', row.part_of_id),
    contact: row.contacts,
    endpoint: references('Endpoint', row.endpoint_ids),
  });
}

/** The profile has no telecom of its own: people write to the network's contacts. */
function toFhirNetwork(row: OrganizationRow): FhirResource {
  return compact({
    ...resourceHead('Organization', row, 'Network'),
    extension: coverage(row),
    identifier: identifiersWithNpi(row.identifiers, row.npi),
    active: true,
    type: [concept(SYSTEMS.organizationType, 'ntwk')],
    name: row.name,
    alias: row.aliases,
    address: addressesWithText(row.addresses),
    partOf: row.part_of_id ? reference('Organization', row.part_of_id) : ABSENT,
    contact: row.contacts,
    endpoint: references('Endpoint', row.endpoint_ids),
  });
}

function coverage(row: OrganizationRow): FhirObject[] {
  return references('Location', row.coverage_area_ids).map((area) => extension('location-reference', { valueReference: area }));
}
