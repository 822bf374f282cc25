import { toFhirHealthcareService } from '@/lib/directory/fhir/healthcare-service';
import { col, sql } from '../search/sql';
import { SYSTEMS } from '../terminology';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetParam, planNetProfile, wholeRow } from './params';

const param = paramsOf('healthcareservice');

export const healthcareService: ResourceDefinition = {
  type: 'HealthcareService',
  profiles: [planNetProfile('HealthcareService')],
  table: 'healthcare_service',
  visible: (t) => col(t, 'active'),
  row: wholeRow,
  toFhir: toFhirHealthcareService,
  params: [
    param.many('location', 'location_ids', 'Location'),
    param.many('coverage-area', 'coverage_area_ids', 'Location'),
    param.one('organization', 'organization_id', 'Organization'),
    param.many('endpoint', 'endpoint_ids', 'Endpoint'),
    param.text('name', (t) => sql`ARRAY[${col(t, 'name')}]`),
    param.codes('service-category', 'categories', SYSTEMS.serviceCategory),
    param.codes('service-type', 'types', SYSTEMS.serviceType),
    param.codes('specialty', 'specialties', SYSTEMS.nucc),
    param.identifier(coreParam('HealthcareService-identifier')),
    {
      kind: 'token',
      name: 'delivery-method',
      definition: planNetParam('healthcareservice-delivery-method'),
      source: { form: 'contained', column: 'delivery_methods', system: SYSTEMS.deliveryMethod, build: (type) => [{ type }] },
    },
  ],
};
