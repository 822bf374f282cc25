import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';
import {
  ABSENT,
  compact,
  contactPoints,
  extension,
  newPatientExtensions,
  optionalReference,
  period,
  qualificationExtensions,
  type ResourceRow,
  reference,
  references,
  resourceHead,
  type StoredNewPatients,
  type StoredQualification,
} from './parts';

/** A row of `fhir_practitioner_role`: one role in one network, or a role in none. */
export interface PractitionerRoleRow extends ResourceRow {
  /** What a person books; the same for all networks of the role. */
  readonly role_id: string;
  readonly identifiers: FhirObject[];
  readonly practitioner_id: string | null;
  readonly organization_id: string;
  readonly location_ids: string[];
  readonly service_ids: string[];
  readonly codes: string[];
  readonly specialties: string[];
  readonly phone: string | null;
  readonly telecom: FhirObject[];
  readonly available_time: FhirObject[];
  readonly not_available: FhirObject[];
  readonly availability_exceptions: string | null;
  readonly new_patients: StoredNewPatients[];
  readonly qualifications: StoredQualification[];
  readonly endpoint_ids: string[];
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly network_id: string | null;
  readonly accepting: string | null;
}

/** plannet-PractitionerRole. Invariant pd-1 wants a telecom or an endpoint: without either the absence is said. */
export function toFhirPractitionerRole(row: PractitionerRoleRow): FhirResource {
  const telecom = contactPoints(row.telecom, row.phone);
  const endpoints = references('Endpoint', row.endpoint_ids);
  return compact({
    ...resourceHead('PractitionerRole', row, 'PractitionerRole'),
    extension: [
      ...newPatientExtensions(newPatients(row)),
      ...(row.network_id ? [extension('network-reference', { valueReference: reference('Organization', row.network_id) })] : []),
      ...qualificationExtensions(row.qualifications),
    ],
    identifier: row.identifiers,
    active: true,
    period: period(row.period_start, row.period_end),
    practitioner: optionalReference('Practitioner', row.practitioner_id),
    organization: reference('Organization', row.organization_id),
    code: row.codes.map((code) => concept(SYSTEMS.practitionerRole, code)),
    specialty: row.specialties.map((code) => concept(SYSTEMS.nucc, code)),
    location: references('Location', row.location_ids),
    healthcareService: references('HealthcareService', row.service_ids),
    telecom,
    availableTime: row.available_time.map(toPlanNetHours),
    notAvailable: row.not_available,
    availabilityExceptions: row.availability_exceptions ?? undefined,
    endpoint: telecom.length === 0 && endpoints.length === 0 ? [ABSENT] : endpoints,
  });
}

/** What is stored, and what the membership itself says of its network. */
function newPatients({ new_patients, network_id, accepting }: PractitionerRoleRow): StoredNewPatients[] {
  const stored = new_patients.filter(({ networkId }) => !networkId || networkId === network_id);
  const said = stored.some(({ networkId }) => networkId === network_id);
  return accepting && network_id && !said ? [...stored, { accepting, networkId: network_id }] : stored;
}

/** A Location says `openingTime` where roles and services say `availableStartTime`; both may be stored. */
export function toPlanNetHours({ openingTime, closingTime, ...hours }: FhirObject): FhirObject {
  return compact({
    ...hours,
    availableStartTime: hours.availableStartTime ?? openingTime,
    availableEndTime: hours.availableEndTime ?? closingTime,
  });
}
