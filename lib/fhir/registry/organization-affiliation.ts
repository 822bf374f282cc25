import { toFhirOrganizationAffiliation } from '@/lib/directory/fhir/organization-affiliation';
import { col } from '../search/sql';
import { SYSTEMS } from '../terminology';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetParam, planNetProfile, wholeRow } from './params';

const param = paramsOf('organizationaffiliation');

export const organizationAffiliation: ResourceDefinition = {
  type: 'OrganizationAffiliation',
  profiles: [planNetProfile('OrganizationAffiliation')],
  table: 'organization_affiliation',
  visible: (t) => col(t, 'active'),
  row: wholeRow,
  toFhir: toFhirOrganizationAffiliation,
  params: [
    param.one('primary-organization', 'organization_id', 'Organization'),
    param.one('participating-organization', 'participating_organization_id', 'Organization'),
    param.many('location', 'location_ids', 'Location'),
    param.many('service', 'service_ids', 'HealthcareService'),
    param.many('network', 'network_ids', 'Organization'),
    param.many('endpoint', 'endpoint_ids', 'Endpoint'),
    param.codes('role', 'codes', SYSTEMS.affiliationRole, SYSTEMS.organizationRole),
    param.codes('specialty', 'specialties', SYSTEMS.nucc),
    param.identifier(coreParam('OrganizationAffiliation-identifier')),
    param.period('date', coreParam('OrganizationAffiliation-date')),
    param.period('period', planNetParam('organizationaffiliation-period')),
  ],
};
