import { toFhirPractitioner } from '@/lib/directory/fhir/practitioner';
import { col, sql } from '../search/sql';
import type { ResourceDefinition } from './model';
import { coreParam, paramsOf, planNetProfile, wholeRow } from './params';

const param = paramsOf('practitioner');

export const practitioner: ResourceDefinition = {
  type: 'Practitioner',
  profiles: [planNetProfile('Practitioner')],
  table: 'practitioner',
  visible: (t) => col(t, 'active'),
  row: wholeRow,
  toFhir: toFhirPractitioner,
  params: [
    param.storedText(
      'name',
      (t) => sql`ARRAY[${col(t, 'prefix')}, ${col(t, 'family')}, ${col(t, 'credentials')}] || ${col(t, 'given')}`,
      'search_names',
    ),
    param.text('family', (t) => sql`ARRAY[${col(t, 'family')}]`, 'family-name'),
    param.text('given', (t) => col(t, 'given'), 'given-name'),
    param.identifier(coreParam('Practitioner-identifier')),
  ],
};
