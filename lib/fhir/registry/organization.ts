import { toFhirOrganization } from '@/lib/directory/fhir/organization';
import { col, sql } from '../search/sql';
import { SYSTEMS } from '../terminology';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetParam, planNetProfile, wholeRow } from './params';

const param = paramsOf('organization');

/** Provider organisations, payers and networks: two profiles of one type. */
export const organization: ResourceDefinition = {
  type: 'Organization',
  profiles: [planNetProfile('Organization'), planNetProfile('Network')],
  table: 'organization',
  visible: (t) => col(t, 'active'),
  row: wholeRow,
  toFhir: toFhirOrganization,
  params: [
    param.one('partof', 'part_of_id', 'Organization'),
    param.many('endpoint', 'endpoint_ids', 'Endpoint'),
    param.many('coverage-area', 'coverage_area_ids', 'Location'),
    param.text('address', (t) => sql`address_values(${col(t, 'addresses')})`),
    param.storedText('name', (t) => sql`ARRAY[${col(t, 'name')}] || ${col(t, 'aliases')}`, 'search_names'),
    param.codes('type', 'types', SYSTEMS.organizationType),
    param.identifier(coreParam('Organization-identifier')),
    param.period('period', planNetParam('organization-period')),
  ],
};
