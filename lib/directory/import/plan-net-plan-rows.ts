import { SYSTEMS } from '@/lib/fhir/terminology';
import { type FromFhir, missing, object } from './plan-net-rows';
import {
  codes,
  extensions,
  identifiers,
  list,
  periodDays,
  qualificationExtensions,
  referenceId,
  referenceIds,
  text,
  texts,
  withOurReferences,
} from './plan-net-values';

export const fromFhirInsurancePlan: FromFhir = (resource, context) => {
  const name = text(resource.name);
  const owner = referenceId(resource.ownedBy, context);
  const administrator = referenceId(resource.administeredBy, context);
  if (!name || !owner || !administrator) return missing(!name ? 'name' : !owner ? 'ownedBy' : 'administeredBy');
  return {
    row: {
      status: text(resource.status) ?? 'active',
      identifiers: identifiers(resource.identifier, context),
      types: codes(resource.type, SYSTEMS.productType),
      name,
      aliases: texts(resource.alias),
      ...periodDays(resource.period),
      owned_by_id: owner,
      administered_by_id: administrator,
      coverage_area_ids: referenceIds(resource.coverageArea, context),
      network_ids: referenceIds(resource.network, context),
      endpoint_ids: referenceIds(resource.endpoint, context),
      contacts: list(withOurReferences(resource.contact, context)),
      coverage: list(withOurReferences(resource.coverage, context)),
      plans: list(withOurReferences(resource.plan, context)),
    },
  };
};

export const fromFhirOrganizationAffiliation: FromFhir = (resource, context) => ({
  row: {
    active: resource.active !== false,
    identifiers: identifiers(resource.identifier, context),
    ...periodDays(resource.period),
    organization_id: referenceId(resource.organization, context),
    participating_organization_id: referenceId(resource.participatingOrganization, context),
    network_ids: referenceIds(resource.network, context),
    codes: codes(resource.code, SYSTEMS.affiliationRole),
    specialties: codes(resource.specialty, SYSTEMS.nucc),
    location_ids: referenceIds(resource.location, context),
    service_ids: referenceIds(resource.healthcareService, context),
    telecom: list(withOurReferences(resource.telecom, context)),
    qualifications: qualificationExtensions(resource, context),
    endpoint_ids: referenceIds(resource.endpoint, context),
  },
});

export const fromFhirEndpoint: FromFhir = (resource, context) => {
  const address = text(resource.address);
  const connection = object(resource.connectionType);
  if (!address || Object.keys(connection).length === 0) return missing(address ? 'connectionType' : 'address');
  return {
    row: {
      status: text(resource.status) ?? 'active',
      identifiers: identifiers(resource.identifier, context),
      connection_type: connection,
      name: text(resource.name),
      managing_organization_id: referenceId(resource.managingOrganization, context),
      contacts: list(withOurReferences(resource.contact, context)),
      ...periodDays(resource.period),
      payload_types: list(resource.payloadType),
      payload_mime_types: texts(resource.payloadMimeType),
      use_cases: extensions(resource, 'endpoint-usecase').flatMap((extension) => {
        const [type] = extensions(extension, 'type').map(({ valueCodeableConcept }) => object(valueCodeableConcept));
        const [standard] = extensions(extension, 'standard').flatMap(({ valueUri }) => text(valueUri) ?? []);
        return type ? [{ type, ...(standard ? { standard } : {}) }] : [];
      }),
      address,
    },
  };
};
