import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';
import {
  ABSENT,
  compact,
  deliveryExtensions,
  newPatientExtensions,
  optionalReference,
  type ResourceRow,
  references,
  resourceHead,
  type StoredDelivery,
  type StoredNewPatients,
} from './parts';
import { toPlanNetHours } from './practitioner-role';

export interface HealthcareServiceRow extends ResourceRow {
  readonly identifiers: FhirObject[];
  readonly organization_id: string | null;
  readonly location_ids: string[];
  readonly coverage_area_ids: string[];
  readonly categories: string[];
  readonly types: string[];
  readonly specialties: string[];
  readonly name: string | null;
  readonly comment: string | null;
  readonly telecom: FhirObject[];
  readonly delivery_methods: StoredDelivery[];
  readonly new_patients: StoredNewPatients[];
  readonly appointment_required: boolean | null;
  readonly available_time: FhirObject[];
  readonly not_available: FhirObject[];
  readonly availability_exceptions: string | null;
  readonly endpoint_ids: string[];
}

/** plannet-HealthcareService. */
export function toFhirHealthcareService(row: HealthcareServiceRow): FhirResource {
  return compact({
    ...resourceHead('HealthcareService', row, 'HealthcareService'),
    extension: [...newPatientExtensions(row.new_patients), ...deliveryExtensions(row.delivery_methods)],
    identifier: row.identifiers,
    active: true,
    providedBy: optionalReference('Organization', row.organization_id),
    category: row.categories.length > 0 ? row.categories.map((code) => concept(SYSTEMS.serviceCategory, code)) : [ABSENT],
    type: row.types.map((code) => concept(SYSTEMS.serviceType, code)),
    specialty: row.specialties.map((code) => concept(SYSTEMS.nucc, code)),
    location: references('Location', row.location_ids),
    name: row.name ?? undefined,
    comment: row.comment ?? undefined,
    telecom: row.telecom,
    coverageArea: references('Location', row.coverage_area_ids),
    appointmentRequired: row.appointment_required ?? undefined,
    availableTime: row.available_time.map(toPlanNetHours),
    notAvailable: row.not_available,
    availabilityExceptions: row.availability_exceptions ?? undefined,
    endpoint: references('Endpoint', row.endpoint_ids),
  });
}
