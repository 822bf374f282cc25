import { col, sql } from '../search/sql';
import type { DateParam, DirectoryType, NearParam, ReferenceParam, StringParam, TokenParam } from './model';

const PLAN_NET = 'http://hl7.org/fhir/us/davinci-pdex-plan-net/SearchParameter';

/** Short ways to write the parameters of one resource type; `own` is the prefix of its Plan-Net SearchParameters. */
export function paramsOf(own: string) {
  const definition = (name: string) => `${PLAN_NET}/${own}-${name}`;
  return {
    text: (name: string, values: StringParam['values'], id = name): StringParam => ({
      kind: 'string',
      name,
      definition: definition(id),
      values,
      compared: (alias) => sql`search_values(${values(alias)})`,
    }),
    /** Values whose compared form is a column of its own. */
    storedText: (name: string, values: StringParam['values'], column: string): StringParam => ({
      kind: 'string',
      name,
      definition: definition(name),
      values,
      compared: (alias) => col(alias, column),
    }),
    codes: (name: string, column: string, ...systems: [string, ...string[]]): TokenParam => ({
      kind: 'token',
      name,
      definition: definition(name),
      source: { form: 'codes', column, systems },
    }),
    identifier: (url: string = definition('identifier')): TokenParam => ({
      kind: 'token',
      name: 'identifier',
      definition: url,
      source: { form: 'identifiers', column: 'identifiers' },
    }),
    one: (name: string, column: string, target: DirectoryType, url = definition(name)): ReferenceParam => ({
      kind: 'reference',
      name,
      definition: url,
      column,
      many: false,
      target,
    }),
    many: (name: string, column: string, target: DirectoryType, url = definition(name)): ReferenceParam => ({
      kind: 'reference',
      name,
      definition: url,
      column,
      many: true,
      target,
    }),
    period: (name: string, url: string): DateParam => ({
      kind: 'date',
      name,
      definition: url,
      start: 'period_start',
      end: 'period_end',
    }),
    near: (): NearParam => ({ kind: 'near', name: 'near', definition: 'http://hl7.org/fhir/SearchParameter/Location-near' }),
  };
}

export const planNetParam = (id: string): string => `${PLAN_NET}/${id}`;
export const coreParam = (id: string): string => `http://hl7.org/fhir/SearchParameter/${id}`;
export const planNetProfile = (id: string): string =>
  `http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/plannet-${id}`;

/** A whole row as JSON, without what the database makes of other columns for its own use. */
export const wholeRow = (alias: string) => sql`to_jsonb(${{ strings: [alias], values: [] }}) - '{point,search_names}'::text[]`;
