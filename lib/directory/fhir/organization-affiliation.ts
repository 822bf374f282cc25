import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';
import {
  compact,
  optionalReference,
  period,
  qualificationExtensions,
  type ResourceRow,
  references,
  resourceHead,
  type StoredQualification,
} from './parts';

export interface OrganizationAffiliationRow extends ResourceRow {
  readonly identifiers: FhirObject[];
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly organization_id: string | null;
  readonly participating_organization_id: string | null;
  readonly network_ids: string[];
  readonly codes: string[];
  readonly specialties: string[];
  readonly location_ids: string[];
  readonly service_ids: string[];
  readonly telecom: FhirObject[];
  readonly qualifications: StoredQualification[];
  readonly endpoint_ids: string[];
}

/** plannet-OrganizationAffiliation. */
export function toFhirOrganizationAffiliation(row: OrganizationAffiliationRow): FhirResource {
  return compact({
    ...resourceHead('OrganizationAffiliation', row, 'OrganizationAffiliation'),
    extension: qualificationExtensions(row.qualifications),
    identifier: row.identifiers,
    active: true,
    period: period(row.period_start, row.period_end),
    organization: optionalReference('Organization', row.organization_id),
    participatingOrganization: optionalReference('Organization', row.participating_organization_id),
    network: references('Organization', row.network_ids),
    code: row.codes.map((code) => concept(SYSTEMS.affiliationRole, code)),
    specialty: row.specialties.map((code) => concept(SYSTEMS.nucc, code)),
    location: references('Location', row.location_ids),
    healthcareService: references('HealthcareService', row.service_ids),
    telecom: row.telecom,
    endpoint: references('Endpoint', row.endpoint_ids),
  });
}
