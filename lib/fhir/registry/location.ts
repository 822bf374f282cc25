import { toFhirLocation } from '@/lib/directory/fhir/location';
import { col, sql } from '../search/sql';
import { SYSTEMS } from '../terminology';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetProfile, wholeRow } from './params';

const param = paramsOf('location');

/** Sites, and areas that services and plans cover. */
export const location: ResourceDefinition = {
  type: 'Location',
  profiles: [planNetProfile('Location')],
  table: 'location',
  visible: (t) => sql`${col(t, 'status')} = 'active'`,
  row: wholeRow,
  toFhir: toFhirLocation,
  params: [
    param.one('partof', 'part_of_id', 'Location'),
    param.one('organization', 'organization_id', 'Organization'),
    param.many('endpoint', 'endpoint_ids', 'Endpoint'),
    param.text(
      'address',
      (t) =>
        sql`ARRAY[address_text(ARRAY[${col(t, 'line1')}, ${col(t, 'line2')}], ${col(t, 'city')}, ${col(t, 'state')}, ${col(t, 'zip')}), ${col(t, 'city')}, ${col(t, 'state')}, ${col(t, 'zip')}, ${col(t, 'country')}]`,
    ),
    param.text('address-city', (t) => sql`ARRAY[${col(t, 'city')}]`),
    param.text('address-state', (t) => sql`ARRAY[${col(t, 'state')}]`),
    param.text('address-postalcode', (t) => sql`ARRAY[${col(t, 'zip')}]`),
    param.text('name', (t) => sql`ARRAY[${col(t, 'name')}] || ${col(t, 'aliases')}`),
    param.codes('type', 'types', SYSTEMS.locationType),
    param.identifier(coreParam('Location-identifier')),
    param.near(),
  ],
};
