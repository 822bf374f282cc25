import { toFhirPractitionerRole } from '@/lib/directory/fhir/practitioner-role';
import { col } from '../search/sql';
import { SYSTEMS } from '../terminology';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetParam, planNetProfile, wholeRow } from './params';

const param = paramsOf('practitionerrole');

/** Who sees people, for whom, where, and in which network: one resource for each network a role is in. */
export const practitionerRole: ResourceDefinition = {
  type: 'PractitionerRole',
  profiles: [planNetProfile('PractitionerRole')],
  table: 'fhir_practitioner_role',
  parts: ['fhir_role_in_network', 'fhir_role_without_network'],
  lists: { table: 'practitioner_role', key: 'role_id' },
  visible: (t) => col(t, 'active'),
  row: wholeRow,
  toFhir: toFhirPractitionerRole,
  params: [
    param.one('practitioner', 'practitioner_id', 'Practitioner'),
    param.one('organization', 'organization_id', 'Organization'),
    param.many('location', 'location_ids', 'Location'),
    param.many('service', 'service_ids', 'HealthcareService'),
    param.one('network', 'network_id', 'Organization'),
    param.many('endpoint', 'endpoint_ids', 'Endpoint'),
    param.codes('role', 'codes', SYSTEMS.practitionerRole, 'http://terminology.hl7.org/CodeSystem/practitioner-role'),
    param.codes('specialty', 'specialties', SYSTEMS.nucc),
    param.identifier(coreParam('PractitionerRole-identifier')),
    param.period('date', coreParam('PractitionerRole-date')),
    param.period('period', planNetParam('practitionerrole-period')),
  ],
};
