import { toFhirEndpoint } from '@/lib/directory/fhir/endpoint';
import { col, sql } from '../search/sql';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetProfile, wholeRow } from './params';

const param = paramsOf('endpoint');

export const endpoint: ResourceDefinition = {
  type: 'Endpoint',
  profiles: [planNetProfile('Endpoint')],
  table: 'endpoint',
  visible: (t) => sql`${col(t, 'status')} = 'active'`,
  row: wholeRow,
  toFhir: toFhirEndpoint,
  params: [
    param.one('organization', 'managing_organization_id', 'Organization'),
    param.text('name', (t) => sql`ARRAY[${col(t, 'name')}]`),
    param.identifier(coreParam('Endpoint-identifier')),
  ],
};
