import { instant } from '@/lib/clock';
import { FHIR_BASE_PATH, isFhirId } from '../model';
import { badValue } from '../outcome';
import type { DateParam, ReferenceParam, StringParam, TokenParam } from '../registry/model';
import { allOf, anyOf, col, type Sql, sql } from './sql';
import { type DateValue, parseDate, parseToken, splitAlternatives, type TokenValue, unescapeValue } from './values';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `%`, `_` and `\` of a LIKE pattern mean themselves. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** `name=ann`, `name:contains=`, `name:exact=`. A bar would look like the start of a value: it cannot be inside one. */
export function stringCondition(param: StringParam, alias: string, modifier: string | null, raw: string): Sql {
  const texts = splitAlternatives(param.name, raw).map((part) => unescapeValue(part).replaceAll('|', ''));
  if (modifier === 'exact') return sql`(${param.values(alias)}) && ${texts}::text[]`;
  const start = modifier === 'contains' ? '%' : '%|';
  return anyOf(
    texts.map((text) => sql`${param.compared(alias)} LIKE ${start}::text || search_value(${literal(text)}::text) || '%'`),
  );
}

/** Which stored forms a token may have in a `codes` column. */
function storedForms({ system, code }: TokenValue, systems: readonly string[]): string[] {
  const [own, ...others] = systems;
  if (system === undefined) return [code, ...others.map((other) => `${other}|${code}`)];
  return system === own ? [code] : [`${system}|${code}`];
}

export function tokenCondition(param: TokenParam, alias: string, modifier: string | null, raw: string): Sql {
  const tokens = splitAlternatives(param.name, raw).map((part) => parseToken(param.name, part));
  const condition = anyOf(tokenAlternatives(param, alias, tokens));
  return modifier === 'not' ? sql`(${condition}) IS NOT TRUE` : condition;
}

function tokenAlternatives({ name, source }: TokenParam, alias: string, tokens: readonly TokenValue[]): Sql[] {
  const column = col(alias, source.column);
  if (source.form === 'codes') {
    const whole = tokens
      .filter(({ code }) => code === '')
      .map(({ system }) => systemPresent(column, system ?? '', source.systems[0]));
    const coded = tokens.filter(({ code, system }) => code !== '' && system !== '');
    return coded.length === 0
      ? whole
      : [...whole, sql`${column} && ${coded.flatMap((token) => storedForms(token, source.systems))}::text[]`];
  }
  if (source.form === 'identifiers') {
    return tokens.map(({ system, code }) => {
      const wanted = { ...(system ? { system } : {}), ...(code === '' ? {} : { value: code }) };
      return system === '' ? sql`FALSE` : sql`${column} @> ${JSON.stringify([wanted])}::jsonb`;
    });
  }
  return tokens.map(({ system, code }) => {
    if (code === '') throw badValue(name, 'A code is needed.');
    if (system !== undefined && system !== source.system) return sql`FALSE`;
    return sql`${column} @> ${JSON.stringify(source.build(code, system))}::jsonb`;
  });
}

/** `system|`: any code of the system. */
function systemPresent(column: Sql, system: string, own: string): Sql {
  if (system === own) return sql`EXISTS (SELECT 1 FROM unnest(${column}) AS stored WHERE position('|' IN stored) = 0)`;
  return sql`EXISTS (SELECT 1 FROM unnest(${column}) AS stored WHERE starts_with(stored, ${`${system}|`}::text))`;
}

/** Ids among `id`, `Type/id` and our own absolute URLs; those of another type or server match nothing. */
export function referencedIds(param: ReferenceParam, modifier: string | null, raw: string): string[] {
  return splitAlternatives(param.name, raw).flatMap((part) => {
    const text = unescapeValue(part);
    const path = text.includes('://') ? (text.split(`${FHIR_BASE_PATH}/`)[1] ?? '') : text;
    const [first = '', second] = path.split('/');
    const [type, id] = second === undefined ? [modifier ?? param.target, first] : [first, second];
    if (!text.includes('://') && !isFhirId(id))
      throw badValue(param.name, 'A reference is `id`, `Type/id` or a URL of this server.');
    return type === param.target && UUID.test(id) ? [id.toLowerCase()] : [];
  });
}

export function referenceCondition(param: ReferenceParam, alias: string, ids: readonly string[]): Sql {
  const column = col(alias, param.column);
  return param.many ? sql`${column} && ${ids}::uuid[]` : sql`${column} = ANY(${ids}::uuid[])`;
}

/** `_id`. Ids that cannot be ours match nothing. */
export function idCondition(alias: string, raw: string): Sql {
  const ids = splitAlternatives('_id', raw).map(unescapeValue);
  if (ids.some((id) => !isFhirId(id))) throw badValue('_id', 'An id has letters, digits, - and . only, at most 64.');
  return sql`${col(alias, 'id')} = ANY(${ids.filter((id) => UUID.test(id)).map((id) => id.toLowerCase())}::uuid[])`;
}

/** An instant in the half-open `[from, to)` that the search value states. */
function instantMatches(column: Sql, { prefix, from, to }: DateValue): Sql {
  const inside = sql`(${column} >= ${from.toISOString()}::timestamptz AND ${column} < ${to.toISOString()}::timestamptz)`;
  switch (prefix) {
    case 'ne':
      return sql`NOT ${inside}`;
    case 'gt':
    case 'sa':
      return sql`${column} >= ${to.toISOString()}::timestamptz`;
    case 'ge':
      return sql`${column} >= ${from.toISOString()}::timestamptz`;
    case 'lt':
    case 'eb':
      return sql`${column} < ${from.toISOString()}::timestamptz`;
    case 'le':
      return sql`${column} < ${to.toISOString()}::timestamptz`;
    case 'ap': {
      const slack = Math.max(to.getTime() - from.getTime(), 86_400_000);
      const [early, late] = [instant(from.getTime() - slack), instant(to.getTime() + slack)];
      return sql`(${column} >= ${early.toISOString()}::timestamptz AND ${column} < ${late.toISOString()}::timestamptz)`;
    }
    default:
      return inside;
  }
}

export function lastUpdatedCondition(alias: string, raw: string): Sql {
  const column = col(alias, 'last_updated');
  return anyOf(splitAlternatives('_lastUpdated', raw).map((part) => instantMatches(column, parseDate('_lastUpdated', part))));
}

/** A period of days, open where null, against a search value (FHIR R4 3.1.1.4.6). */
export function periodCondition(param: DateParam, alias: string, raw: string): Sql {
  const [start, end] = [col(alias, param.start), col(alias, param.end)];
  const stated = sql`(${start} IS NOT NULL OR ${end} IS NOT NULL)`;
  const first = sql`coalesce(${start}, '-infinity'::date)::timestamp`;
  const after = sql`coalesce(${end} + 1, 'infinity'::date)::timestamp`;
  const alternatives = splitAlternatives(param.name, raw).map((part) => {
    const { prefix, from, to } = parseDate(param.name, part);
    const [low, high] = [from.toISOString().slice(0, -1), to.toISOString().slice(0, -1)];
    const covers = sql`(${first} >= ${low}::timestamp AND ${after} <= ${high}::timestamp)`;
    const overlaps = sql`(${first} < ${high}::timestamp AND ${after} > ${low}::timestamp)`;
    switch (prefix) {
      case 'ne':
        return sql`NOT ${covers}`;
      case 'gt':
        return sql`${after} > ${high}::timestamp`;
      case 'ge':
        return sql`${after} > ${low}::timestamp`;
      case 'lt':
        return sql`${first} < ${low}::timestamp`;
      case 'le':
        return sql`${first} < ${high}::timestamp`;
      case 'sa':
        return sql`${first} >= ${high}::timestamp`;
      case 'eb':
        return sql`${after} <= ${low}::timestamp`;
      case 'ap':
        return overlaps;
      default:
        return covers;
    }
  });
  return allOf([stated, anyOf(alternatives)]);
}
