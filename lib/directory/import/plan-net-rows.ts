import type { FhirJson, FhirObject } from '@/lib/fhir/model';
import { SYSTEMS } from '@/lib/fhir/terminology';
import type { FaultCode, RowFault } from './faults';
import {
  codes,
  extensions,
  type ImportContext,
  identifiers,
  list,
  newPatients,
  npiOf,
  periodDays,
  phoneDigits,
  practitionerQualifications,
  qualificationExtensions,
  referenceId,
  referenceIds,
  text,
  texts,
  websiteOf,
  withOurReferences,
} from './plan-net-values';

/** Columns and values of one row; `null` instead of a row says why it cannot be one. */
export type ImportRow = Readonly<Record<string, unknown>>;
export type RowResult = { readonly row: ImportRow } | { readonly unusable: RowFault };

export type FromFhir = (resource: FhirObject, context: ImportContext) => RowResult;

export const missing = (field: string, fault: FaultCode = 'element'): RowResult => ({ unusable: { field, fault } });
export const object = (value: FhirJson | undefined): FhirObject =>
  value && typeof value === 'object' && !Array.isArray(value) ? value : {};

export const fromFhirOrganization: FromFhir = (resource, context) => {
  const name = text(resource.name);
  if (!name) return missing('name');
  const stored = identifiers(resource.identifier, context);
  const telecom = list(withOurReferences(resource.telecom, context));
  const types = codes(resource.type, SYSTEMS.organizationType);
  const [period] = extensions(resource, 'organization-period');
  return {
    row: {
      active: resource.active !== false,
      is_network: types.includes('ntwk'),
      types,
      npi: npiOf(stored, context),
      identifiers: stored,
      name,
      aliases: texts(resource.alias),
      description: extensions(resource, 'org-description').map(({ valueString }) => text(valueString))[0] ?? null,
      part_of_id: referenceId(resource.partOf, context),
      phone: phoneDigits(telecom),
      website: websiteOf(telecom),
      telecom,
      addresses: list(resource.address),
      contacts: list(withOurReferences(resource.contact, context)),
      qualifications: qualificationExtensions(resource, context),
      coverage_area_ids: extensions(resource, 'location-reference').flatMap(
        ({ valueReference }) => referenceId(valueReference, context) ?? [],
      ),
      endpoint_ids: referenceIds(resource.endpoint, context),
      ...periodDays(period?.valuePeriod),
    },
  };
};

export const fromFhirLocation: FromFhir = (resource, context) => {
  const name = text(resource.name);
  if (!name) return missing('name');
  const address = object(resource.address);
  const lines = texts(address.line);
  const position = object(resource.position);
  const placed = typeof position.latitude === 'number' && typeof position.longitude === 'number';
  const telecom = list(withOurReferences(resource.telecom, context));
  const [region] = extensions(resource, 'location-boundary-geojson');
  return {
    row: {
      status: text(resource.status) ?? 'active',
      identifiers: identifiers(resource.identifier, context),
      name,
      aliases: texts(resource.alias),
      description: text(resource.description),
      types: codes(resource.type, SYSTEMS.locationType),
      organization_id: referenceId(resource.managingOrganization, context),
      part_of_id: referenceId(resource.partOf, context),
      line1: lines[0] ?? null,
      line2: lines.slice(1).join(', ') || null,
      city: text(address.city),
      county_name: text(address.district),
      state: text(address.state),
      zip: text(address.postalCode),
      country: text(address.country),
      lat: placed ? position.latitude : null,
      lon: placed ? position.longitude : null,
      phone: phoneDigits(telecom),
      telecom,
      hours_of_operation: list(resource.hoursOfOperation),
      availability_exceptions: text(resource.availabilityExceptions),
      accessibility: extensions(resource, 'accessibility').flatMap(({ valueCodeableConcept }) =>
        codes(valueCodeableConcept, SYSTEMS.accessibility),
      ),
      new_patients: newPatients(resource, context),
      boundary: region?.valueAttachment ?? null,
      endpoint_ids: referenceIds(resource.endpoint, context),
    },
  };
};

export const fromFhirPractitioner: FromFhir = (resource, context) => {
  const [name] = list(resource.name);
  const family = text(name?.family);
  if (!name || !family) return missing('name.family');
  const stored = identifiers(resource.identifier, context);
  const proficiency = (communication: FhirObject) =>
    extensions(communication, 'communication-proficiency').flatMap(({ valueCodeableConcept }) =>
      codes(valueCodeableConcept, SYSTEMS.languageProficiency),
    )[0];
  return {
    row: {
      active: resource.active !== false,
      npi: npiOf(stored, context),
      identifiers: stored,
      family,
      given: texts(name.given),
      prefix: texts(name.prefix)[0] ?? null,
      credentials: texts(name.suffix).join(', ') || null,
      gender: text(resource.gender),
      telecom: list(withOurReferences(resource.telecom, context)),
      addresses: list(resource.address),
      communication: list(resource.communication).flatMap((communication) =>
        codes(communication, SYSTEMS.language).map((code) => ({
          code,
          ...(proficiency(communication) ? { proficiency: proficiency(communication) } : {}),
        })),
      ),
      qualifications: practitionerQualifications(resource.qualification, context),
      endpoint_ids: [],
    },
  };
};

export const fromFhirPractitionerRole: FromFhir = (resource, context) => {
  const organization = referenceId(resource.organization, context);
  if (!organization) return missing('organization', 'noOrganization');
  const telecom = list(withOurReferences(resource.telecom, context));
  const locations = referenceIds(resource.location, context);
  const accepting = newPatients(resource, context);
  const networks = extensions(resource, 'network-reference').flatMap(
    ({ valueReference }) => referenceId(valueReference, context) ?? [],
  );
  return {
    row: {
      active: resource.active !== false,
      identifiers: identifiers(resource.identifier, context),
      practitioner_id: referenceId(resource.practitioner, context),
      organization_id: organization,
      location_id: locations[0] ?? null,
      location_ids: locations,
      service_ids: referenceIds(resource.healthcareService, context),
      codes: codes(resource.code, SYSTEMS.practitionerRole),
      specialties: codes(resource.specialty, SYSTEMS.nucc),
      phone: phoneDigits(telecom),
      telecom,
      available_time: list(resource.availableTime),
      not_available: list(resource.notAvailable),
      availability_exceptions: text(resource.availabilityExceptions),
      new_patients: accepting,
      qualifications: qualificationExtensions(resource, context),
      endpoint_ids: referenceIds(resource.endpoint, context),
      ...periodDays(resource.period),
      // Not a column: rows of role_network.
      networks: [...new Set(networks)].map((id) => ({
        id,
        accepting: accepting.find(({ networkId }) => networkId === id)?.accepting ?? null,
      })),
    },
  };
};

export const fromFhirHealthcareService: FromFhir = (resource, context) => ({
  row: {
    active: resource.active !== false,
    identifiers: identifiers(resource.identifier, context),
    organization_id: referenceId(resource.providedBy, context),
    location_ids: referenceIds(resource.location, context),
    coverage_area_ids: referenceIds(resource.coverageArea, context),
    categories: codes(resource.category, SYSTEMS.serviceCategory),
    types: codes(resource.type, SYSTEMS.serviceType),
    specialties: codes(resource.specialty, SYSTEMS.nucc),
    name: text(resource.name),
    comment: text(resource.comment),
    telecom: list(withOurReferences(resource.telecom, context)),
    delivery_methods: extensions(resource, 'delivery-method').flatMap((extension) => {
      const [type] = extensions(extension, 'type').flatMap(({ valueCodeableConcept }) =>
        codes(valueCodeableConcept, SYSTEMS.deliveryMethod),
      );
      const modalities = extensions(extension, 'virtualModalities').flatMap(({ valueCodeableConcept }) =>
        codes(valueCodeableConcept, SYSTEMS.virtualModality),
      );
      return type === undefined ? [] : [{ type, ...(modalities.length > 0 ? { modalities } : {}) }];
    }),
    new_patients: newPatients(resource, context),
    appointment_required: typeof resource.appointmentRequired === 'boolean' ? resource.appointmentRequired : null,
    available_time: list(resource.availableTime),
    not_available: list(resource.notAvailable),
    availability_exceptions: text(resource.availabilityExceptions),
    endpoint_ids: referenceIds(resource.endpoint, context),
  },
});
