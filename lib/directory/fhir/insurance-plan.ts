import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';
import { ABSENT, compact, period, type ResourceRow, reference, references, resourceHead } from './parts';

export interface InsurancePlanRow extends ResourceRow {
  readonly identifiers: FhirObject[];
  readonly types: string[];
  readonly name: string;
  readonly aliases: string[];
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly owned_by_id: string;
  readonly administered_by_id: string;
  readonly coverage_area_ids: string[];
  readonly network_ids: string[];
  readonly endpoint_ids: string[];
  readonly contacts: FhirObject[];
  readonly coverage: FhirObject[];
  readonly plans: FhirObject[];
}

/** plannet-InsurancePlan. `contacts`, `coverage` and `plans` are stored as FHIR has them. */
export function toFhirInsurancePlan(row: InsurancePlanRow): FhirResource {
  const [type] = row.types;
  return compact({
    ...resourceHead('InsurancePlan', row, 'InsurancePlan'),
    identifier: row.identifiers,
    status: 'active',
    type: [type === undefined ? ABSENT : concept(SYSTEMS.productType, type)],
    name: row.name,
    alias: row.aliases,
    period: period(row.period_start, row.period_end),
    ownedBy: reference('Organization', row.owned_by_id),
    administeredBy: reference('Organization', row.administered_by_id),
    coverageArea: references('Location', row.coverage_area_ids),
    contact: row.contacts,
    endpoint: references('Endpoint', row.endpoint_ids),
    network: references('Organization', row.network_ids),
    coverage: row.coverage,
    plan: row.plans,
  });
}
