import { toFhirInsurancePlan } from '@/lib/directory/fhir/insurance-plan';
import { col, sql } from '../search/sql';
import { SYSTEMS } from '../terminology';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetProfile, wholeRow } from './params';

const param = paramsOf('insuranceplan');

export const insurancePlan: ResourceDefinition = {
  type: 'InsurancePlan',
  profiles: [planNetProfile('InsurancePlan')],
  table: 'insurance_plan',
  visible: (t) => sql`${col(t, 'status')} = 'active'`,
  row: wholeRow,
  toFhir: toFhirInsurancePlan,
  params: [
    param.one('administered-by', 'administered_by_id', 'Organization'),
    param.one('owned-by', 'owned_by_id', 'Organization'),
    param.many('coverage-area', 'coverage_area_ids', 'Location'),
    param.many('network', 'network_ids', 'Organization'),
    param.many('endpoint', 'endpoint_ids', 'Endpoint', coreParam('InsurancePlan-endpoint')),
    param.text('name', (t) => sql`ARRAY[${col(t, 'name')}] || ${col(t, 'aliases')}`),
    {
      kind: 'token',
      name: 'plan-type',
      definition: 'http://hl7.org/fhir/us/davinci-pdex-plan-net/SearchParameter/insuranceplan-plan-type',
      source: {
        form: 'contained',
        column: 'plans',
        system: SYSTEMS.planType,
        build: (code, system) => [{ type: { coding: [{ code, ...(system === undefined ? {} : { system }) }] } }],
      },
    },
    param.identifier(),
    param.codes('type', 'types', SYSTEMS.productType),
  ],
};
