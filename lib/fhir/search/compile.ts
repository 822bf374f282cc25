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
import { type Near, parseNear, pointOf, within } from './near';
import { allOf, col, name, type Sql, sql } from './sql';
import { splitAlternatives } from './values';

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

/** How a result is ordered when the query asks for nearness. */
export interface Distance {
  readonly near: Near;
  /** Length of the straight line to the place, or to the nearest of several. */
  readonly chord: Sql;
  /** What an index can deliver in order; null when the distance must be computed first. */
  readonly indexed: Sql | null;
}

export interface Compiled {
  readonly conditions: readonly Sql[];
  readonly distance: Distance | null;
}

/** How a question is put to the database; run.ts tries the cheap way first. */
export interface Way {
  /** Look no farther than this: enough when a page is full before the stated distance is reached. */
  readonly milesAtMost?: number;
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
  distance: Distance | null = null;

  /** @param root the alias of the result's own table: only there can nearness order the result */
  constructor(
    private readonly root: string,
    private readonly way: Way = {},
  ) {}

  private oneNear(parameter: string, raw: string): Near {
    const near = oneNear(parameter, raw);
    return { ...near, miles: Math.min(near.miles, this.way.milesAtMost ?? near.miles) };
  }

  private nextAlias(): string {
    this.aliases += 1;
    return `s${this.aliases}`;
  }

  condition(definition: ResourceDefinition, alias: string, full: string, raw: string, depth = 0): Sql {
    if (depth > MAX_DEPTH) throw refusal(400, 'too-costly', `Chains are followed ${MAX_DEPTH} steps deep.`, safeName(full));
    if (full.startsWith('_has:')) return this.hasCondition(definition, alias, full, raw, depth);
    const { code, modifier, chain } = parseName(full);
    if (code === '_id' && !modifier && !chain) return idCondition(alias, raw);
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
        return referenceCondition(param, alias, referencedIds(param, modifier, raw));
      case 'near':
        return this.nearCondition(param, alias, raw);
    }
  }

  private nearCondition(param: NearParam, alias: string, raw: string): Sql {
    const near = this.oneNear(param.name, raw);
    const point = col(alias, 'point');
    if (alias === this.root) {
      this.distance = {
        near,
        chord: sql`cube_distance(${point}, ${pointOf(near)})`,
        indexed: sql`${point} <-> ${pointOf(near)}`,
      };
    }
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
    const target = getDefinition(param.target);
    const inner = this.nextAlias();
    const condition = this.condition(target, inner, chain, raw, depth + 1);
    if (chain === 'near' && alias === this.root) this.distance = nearestOf(param, alias, this.oneNear('near', raw));
    const found = sql`SELECT ${col(inner, 'id')} FROM ${name(target.table)} ${name(inner)} WHERE ${target.visible(inner)} AND ${condition}`;
    return param.many ? sql`${col(alias, param.column)} && ARRAY(${found})` : sql`${col(alias, param.column)} IN (${found})`;
  }

  /** `_has:PractitionerRole:practitioner:location=…`: rows that something matching refers to. */
  private hasCondition(definition: ResourceDefinition, alias: string, full: string, raw: string, depth: number): Sql {
    const [, type = '', reference = '', ...rest] = full.split(':');
    const source = findDefinition(type);
    const param = source ? findParam(source, reference) : null;
    if (!source || param?.kind !== 'reference' || param.target !== definition.type || rest.length === 0) {
      throw new UnknownParameter(full, definition.type);
    }
    const inner = this.nextAlias();
    const condition = this.condition(source, inner, rest.join(':'), raw, depth + 1);
    const column = col(inner, param.column);
    const pointed = param.many ? sql`unnest(${column})` : column;
    return sql`${col(alias, 'id')} IN (SELECT ${pointed} FROM ${name(source.table)} ${name(inner)} WHERE ${source.visible(inner)} AND ${condition})`;
  }
}

function oneNear(parameter: string, raw: string): Near {
  const [first, ...others] = splitAlternatives(parameter, raw);
  if (first === undefined || others.length > 0) throw badValue(parameter, 'near takes one place.');
  return parseNear(parameter, first);
}

/** Distance to the nearest of the places a row refers to. */
function nearestOf(param: ReferenceParam, alias: string, near: Near): Distance {
  const column = col(alias, param.column);
  const match = param.many ? sql`place.id = ANY(${column})` : sql`place.id = ${column}`;
  return {
    near,
    chord: sql`(SELECT min(cube_distance(place.point, ${pointOf(near)})) FROM location place WHERE ${match} AND place.status = 'active')`,
    indexed: null,
  };
}

function absence(param: SearchParam, alias: string): Sql {
  switch (param.kind) {
    case 'string':
      return sql`search_values(${param.values(alias)}) IN ('|', '')`;
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
