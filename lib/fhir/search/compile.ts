import { chordOf } from '@/lib/directory/places';
import { badValue, FhirError, refusal, safeName } from '../outcome';
import type { NearParam, ReferenceParam, ResourceDefinition, SearchParam } from '../registry/model';
import { findDefinition, findParam, getDefinition } from '../registry/registry';
import {
  idCondition,
  lastUpdatedCondition,
  periodCondition,
  referenceCondition,
  referencedIds,
  stringCondition,
  tokenCondition,
} from './conditions';
import { type Distance, distanceTo, nearestOf, oneNear, within } from './near';
import { allOf, col, name, type Sql, sql } from './sql';

const MAX_DEPTH = 4;

/** A name that the registry does not know: refused when handling is strict, left out when lenient. */
export class UnknownParameter extends FhirError {
  constructor(parameter: string, known: string) {
    super(400, [
      {
        severity: 'error',
        code: 'not-supported',
        diagnostics: `Not a search parameter of ${known}.`,
        expression: safeName(parameter),
      },
    ]);
  }
}

export interface Compiled {
  readonly conditions: readonly Sql[];
  readonly distance: Distance | null;
  /** A condition names rows: an index finds them at once. */
  readonly selective: boolean;
  /** A condition looks at other tables. */
  readonly follows: boolean;
}

/** How a question is put to the database; run.ts tries the cheap way first. All ways give the same rows. */
export interface Way {
  /** Decide each row by itself, over so many rows in the order of ids: enough where many rows match. */
  readonly ahead?: number;
  /** The nearest places, where the chained `near` has found them already. */
  readonly places?: readonly string[];
  /** The chained `near` is measured for each row by itself (`each`), or not asked at all (`none`). */
  readonly near?: 'each' | 'none';
}

interface ParamName {
  readonly code: string;
  readonly modifier: string | null;
  readonly chain: string | null;
}

function parseName(text: string): ParamName {
  const dot = text.indexOf('.');
  const [head, chain] = dot < 0 ? [text, null] : [text.slice(0, dot), text.slice(dot + 1)];
  const [code = '', modifier = null, ...more] = head.split(':');
  if (more.length > 0) throw badValue(text, 'A parameter takes one modifier.');
  return { code, modifier, chain };
}

const MODIFIERS: Readonly<Record<SearchParam['kind'], readonly string[]>> = {
  string: ['exact', 'contains', 'missing'],
  token: ['not', 'missing'],
  reference: ['missing'],
  date: ['missing'],
  near: [],
};

function requireModifier(param: SearchParam, modifier: string | null, full: string): void {
  if (modifier === null || MODIFIERS[param.kind].includes(modifier)) return;
  if (param.kind === 'reference' && modifier === param.target) return;
  if (param.kind === 'reference' && findDefinition(modifier))
    throw badValue(full, `${param.name} refers to ${param.target} only.`);
  throw refusal(400, 'not-supported', `This modifier is not supported for a ${param.kind} parameter.`, safeName(full));
}

/** Compiles one parameter of `definition` to a condition on `alias`. Aliases count up, so that nested queries never clash. */
export class Compiler {
  private aliases = 0;
  private chainedNears = 0;
  distance: Distance | null = null;
  selective = false;
  follows = false;

  /** @param root the alias of the result's own table: only there can nearness order the result */
  constructor(
    private readonly root: string,
    private readonly way: Way = {},
  ) {}

  private nextAlias(): string {
    this.aliases += 1;
    return `s${this.aliases}`;
  }

  condition(definition: ResourceDefinition, alias: string, full: string, raw: string, depth = 0): Sql {
    if (depth > MAX_DEPTH) throw refusal(400, 'too-costly', `Chains are followed ${MAX_DEPTH} steps deep.`, safeName(full));
    if (full.startsWith('_has:')) return this.hasCondition(definition, alias, full, raw, depth);
    const { code, modifier, chain } = parseName(full);
    if (code === '_id' && !modifier && !chain) {
      this.selective ||= alias === this.root;
      return idCondition(alias, raw);
    }
    if (code === '_lastUpdated' && !modifier && !chain) return lastUpdatedCondition(alias, raw);
    const param = findParam(definition, code);
    if (!param) throw new UnknownParameter(full, definition.type);
    requireModifier(param, modifier, full);
    if (chain !== null) return this.chainCondition(definition, param, alias, chain, full, raw, depth);
    if (modifier === 'missing') return this.missingCondition(param, alias, raw);
    return this.plainCondition(param, alias, modifier, raw);
  }

  private plainCondition(param: SearchParam, alias: string, modifier: string | null, raw: string): Sql {
    switch (param.kind) {
      case 'string':
        return stringCondition(param, alias, modifier, raw);
      case 'token':
        return tokenCondition(param, alias, modifier, raw);
      case 'date':
        return periodCondition(param, alias, raw);
      case 'reference':
        this.selective ||= alias === this.root;
        return referenceCondition(param, alias, referencedIds(param, modifier, raw));
      case 'near':
        return this.nearCondition(param, alias, raw);
    }
  }

  private nearCondition(param: NearParam, alias: string, raw: string): Sql {
    const near = oneNear(param.name, raw);
    const point = col(alias, 'point');
    if (alias === this.root) this.distance = distanceTo(point, near);
    return within(point, near);
  }

  private missingCondition(param: SearchParam, alias: string, raw: string): Sql {
    if (raw !== 'true' && raw !== 'false') throw badValue(`${param.name}:missing`, 'Missing is true or false.');
    const absent = absence(param, alias);
    return raw === 'true' ? absent : sql`NOT (${absent})`;
  }

  private chainCondition(
    definition: ResourceDefinition,
    param: SearchParam,
    alias: string,
    chain: string,
    full: string,
    raw: string,
    depth: number,
  ): Sql {
    if (param.kind !== 'reference')
      throw badValue(full, `${param.name} of ${definition.type} is not a reference and cannot be chained.`);
    this.follows = true;
    const target = getDefinition(param.target);
    const inner = this.nextAlias();
    const condition = allOf([target.visible(inner), this.condition(target, inner, chain, raw, depth + 1)]);
    const from = sql`${name(target.table)} ${name(inner)}`;
    const column = col(alias, param.column);
    if (this.way.ahead !== undefined) {
      const id = col(inner, 'id');
      return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${param.many ? sql`${id} = ANY(${column})` : sql`${id} = ${column}`} AND ${condition})`;
    }
    if (chain === 'near' && alias === this.root) {
      const near = oneNear('near', raw);
      this.chainedNears += 1;
      this.distance = nearestOf(param, alias, near, this.chainedNears === 1);
      if (this.way.places) return this.atPlaces(definition, param, alias, this.way.places);
      if (this.way.near === 'each') return sql`${this.distance.chord} <= ${chordOf(near.miles)}::float8`;
      if (this.way.near === 'none') return sql`TRUE`;
    }
    const found = sql`SELECT ${col(inner, 'id')} FROM ${from} WHERE ${condition}`;
    return param.many ? this.referring(definition, param, alias, found) : sql`${column} IN (${found})`;
  }

  private atPlaces(definition: ResourceDefinition, param: ReferenceParam, alias: string, ids: readonly string[]): Sql {
    return param.many
      ? this.referring(definition, param, alias, sql`SELECT unnest(${ids}::uuid[]) AS id`)
      : referenceCondition(param, alias, ids);
  }

  /**
   * Rows with one of these ids in a list of references: looked up id by id, because comparing a long list with a long
   * list costs the product of both. OFFSET keeps the planner from turning the loop around.
   */
  private referring(definition: ResourceDefinition, param: ReferenceParam, alias: string, ids: Sql): Sql {
    const [each, row] = [this.nextAlias(), this.nextAlias()];
    const { table, key } = definition.lists ?? { table: definition.table, key: 'id' };
    const referring = sql`SELECT ${col(row, 'id')} FROM ${name(table)} ${name(row)} WHERE ${col(row, param.column)} @> ARRAY[${col(each, 'id')}] OFFSET 0`;
    return sql`${col(alias, key)} = ANY(ARRAY(SELECT f.id FROM (${ids}) ${name(each)} CROSS JOIN LATERAL (${referring}) f))`;
  }

  /** `_has:PractitionerRole:practitioner:location=…`: rows that something matching refers to. */
  private hasCondition(definition: ResourceDefinition, alias: string, full: string, raw: string, depth: number): Sql {
    const [, type = '', reference = '', ...rest] = full.split(':');
    const source = findDefinition(type);
    const param = source ? findParam(source, reference) : null;
    if (!source || param?.kind !== 'reference' || param.target !== definition.type || rest.length === 0) {
      throw new UnknownParameter(full, definition.type);
    }
    this.follows = true;
    const inner = this.nextAlias();
    const condition = this.condition(source, inner, rest.join(':'), raw, depth + 1);
    const column = col(inner, param.column);
    const visible = source.visible(inner);
    if (this.way.ahead !== undefined) {
      const id = col(alias, 'id');
      const points = param.many ? sql`${column} @> ARRAY[${id}]` : sql`${column} = ${id}`;
      return sql`EXISTS (SELECT 1 FROM ${name(source.table)} ${name(inner)} WHERE ${visible} AND ${points} AND ${condition})`;
    }
    const pointed = param.many ? sql`unnest(${column})` : column;
    return sql`${col(alias, 'id')} IN (SELECT ${pointed} FROM ${name(source.table)} ${name(inner)} WHERE ${visible} AND ${condition})`;
  }
}

function absence(param: SearchParam, alias: string): Sql {
  switch (param.kind) {
    case 'string':
      return sql`${param.compared(alias)} IN ('|', '')`;
    case 'token':
      return param.source.form === 'codes'
        ? sql`cardinality(${col(alias, param.source.column)}) = 0`
        : sql`${col(alias, param.source.column)} = '[]'::jsonb`;
    case 'reference':
      return param.many ? sql`cardinality(${col(alias, param.column)}) = 0` : sql`${col(alias, param.column)} IS NULL`;
    case 'date':
      return allOf([sql`${col(alias, param.start)} IS NULL`, sql`${col(alias, param.end)} IS NULL`]);
    case 'near':
      return sql`${col(alias, 'point')} IS NULL`;
  }
}
