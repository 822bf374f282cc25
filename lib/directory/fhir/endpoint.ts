import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { coding, concept } from '@/lib/fhir/terminology';
import { compact, extension, optionalReference, period, type ResourceRow, resourceHead } from './parts';

export interface EndpointRow extends ResourceRow {
  readonly identifiers: FhirObject[];
  /** A FHIR Coding. */
  readonly connection_type: FhirObject;
  readonly name: string | null;
  readonly managing_organization_id: string | null;
  readonly contacts: FhirObject[];
  readonly period_start: string | null;
  readonly period_end: string | null;
  /** CodeableConcepts. */
  readonly payload_types: FhirObject[];
  readonly payload_mime_types: string[];
  readonly use_cases: { readonly type: string | FhirObject; readonly standard?: string }[];
  readonly address: string;
}

const PAYLOAD_TYPES = 'http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/EndpointPayloadTypeCS';
const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** plannet-Endpoint. */
export function toFhirEndpoint(row: EndpointRow): FhirResource {
  return compact({
    ...resourceHead('Endpoint', row, 'Endpoint'),
    extension: row.use_cases.map(({ type, standard }) =>
      extension('endpoint-usecase', {
        extension: [
          { url: 'type', valueCodeableConcept: typeof type === 'string' ? concept(ACT_REASON, type) : type },
          ...(standard ? [{ url: 'standard', valueUri: standard }] : []),
        ],
      }),
    ),
    identifier: row.identifiers,
    status: 'active',
    connectionType: row.connection_type,
    name: row.name ?? undefined,
    managingOrganization: optionalReference('Organization', row.managing_organization_id),
    contact: row.contacts,
    period: period(row.period_start, row.period_end),
    payloadType: row.payload_types.length > 0 ? row.payload_types : [{ coding: [coding(PAYLOAD_TYPES, 'NA')] }],
    payloadMimeType: row.payload_mime_types,
    address: row.address,
  });
}
