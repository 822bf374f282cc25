import { FhirError, type Issue, refusal, safeName } from '../outcome';
import type { ResourceDefinition } from '../registry/model';
import { findDefinition, findParam, type Include } from '../registry/registry';
import { type Compiled, Compiler, UnknownParameter, type Way } from './compile';
import { type Cursor, parseCursor } from './cursor';

export const ROOT = 't';
const DEFAULT_COUNT = 50;
const MAX_COUNT = 500;
const MAX_PARAMETERS = 60;
const MAX_TOTAL = 20_000;

export type Handling = 'strict' | 'lenient';
export interface IncludeRequest extends Include {
  readonly reverse: boolean;
  readonly iterate: boolean;
}

export interface SearchRequest extends Compiled {
  readonly definition: ResourceDefinition;
  /** What was understood, in the order sent: the self link. */
  readonly understood: readonly (readonly [string, string])[];
  readonly count: number;
  readonly cursor: Cursor | null;
  readonly newestFirst: boolean;
  readonly sortByUpdate: boolean;
  readonly total: boolean;
  readonly countOnly: boolean;
  readonly includes: readonly IncludeRequest[];
  /** What was left out, when handling is lenient. */
  readonly warnings: readonly Issue[];
  readonly way: Way;
  /** The same query put another way. */
  readonly put: (way: Way) => SearchRequest;
}

/** Parameters that change the answer's form and not what matches. */
export const FORM_ONLY = new Set(['_format', '_pretty']);

interface Draft {
  conditions: SearchRequest['conditions'][number][];
  understood: [string, string][];
  count: number;
  cursor: Cursor | null;
  sort: '_id' | '_lastUpdated' | '-_lastUpdated';
  total: boolean;
  countOnly: boolean;
  includes: IncludeRequest[];
}

/**
 * Checks and compiles a whole query.
 * @throws FhirError 400 for a bad value, and for an unknown parameter when handling is strict
 */
export function readSearch(
  definition: ResourceDefinition,
  pairs: readonly (readonly [string, string])[],
  handling: Handling,
  way: Way = {},
): SearchRequest {
  if (pairs.length > MAX_PARAMETERS) throw refusal(400, 'too-costly', `At most ${MAX_PARAMETERS} parameters.`);
  if (pairs.reduce((sum, [name, value]) => sum + name.length + value.length, 0) > MAX_TOTAL) {
    const longest = pairs.reduce((most, pair) => (pair[1].length > most[1].length ? pair : most));
    throw refusal(400, 'too-long', `The query is longer than ${MAX_TOTAL} characters.`, safeName(longest[0]));
  }
  const compiler = new Compiler(ROOT, way);
  const draft: Draft = {
    conditions: [],
    understood: [],
    count: DEFAULT_COUNT,
    cursor: null,
    sort: '_id',
    total: false,
    countOnly: false,
    includes: [],
  };
  const warnings: Issue[] = [];
  for (const [name, value] of pairs) {
    try {
      readParameter(definition, compiler, draft, name, value);
    } catch (error) {
      if (!(error instanceof UnknownParameter) || handling === 'strict') throw error;
      warnings.push(...error.issues.map((issue) => ({ ...issue, severity: 'warning' as const })));
    }
  }
  return {
    definition,
    conditions: draft.conditions,
    distance: compiler.distance,
    selective: compiler.selective,
    follows: compiler.follows,
    way,
    understood: draft.understood,
    count: draft.count,
    cursor: draft.cursor,
    sortByUpdate: draft.sort !== '_id',
    newestFirst: draft.sort === '-_lastUpdated',
    total: draft.total,
    countOnly: draft.countOnly,
    includes: draft.includes,
    warnings,
    put: (other) => readSearch(definition, pairs, handling, other),
  };
}

function readParameter(definition: ResourceDefinition, compiler: Compiler, draft: Draft, name: string, value: string): void {
  if (FORM_ONLY.has(name)) return;
  const control = Object.hasOwn(CONTROLS, name) ? CONTROLS[name] : undefined;
  if (control) {
    control(draft, value, definition);
    if (name !== '_cursor') draft.understood.push([name, value]);
    return;
  }
  const include = /^_(rev)?include(:iterate|:recurse)?$/.exec(name);
  if (include) {
    draft.includes.push(...readInclude(definition, value, include[1] !== undefined, include[2] !== undefined));
    draft.understood.push([name, value]);
    return;
  }
  if (value === '') {
    // FHIR R4 3.1.1.4: a parameter without value is left out, if its name is known.
    if (!/^_(id|lastUpdated|has)\b/.test(name) && !findParam(definition, name.split(/[:.]/)[0] ?? ''))
      throw new UnknownParameter(name, definition.type);
    return;
  }
  draft.conditions.push(compiler.condition(definition, ROOT, name, value));
  draft.understood.push([name, value]);
}

const CONTROLS: Readonly<Record<string, (draft: Draft, value: string, definition: ResourceDefinition) => void>> = {
  _count: (draft, value) => {
    if (!/^\d{1,9}$/.test(value)) throw refusal(400, 'value', '_count is a whole number.', '_count');
    draft.count = Math.min(Number(value), MAX_COUNT);
    if (draft.count === 0) draft.countOnly = true;
  },
  _cursor: (draft, value) => {
    draft.cursor = parseCursor(value);
  },
  _sort: (draft, value) => {
    if (value !== '_id' && value !== '_lastUpdated' && value !== '-_lastUpdated') {
      throw refusal(400, 'not-supported', 'Results are sorted by _id, _lastUpdated or -_lastUpdated.', '_sort');
    }
    draft.sort = value;
  },
  _summary: (draft, value) => {
    if (value === 'count') draft.countOnly = true;
    else if (value !== 'false') throw refusal(400, 'not-supported', '_summary is count or false.', '_summary');
  },
  _total: (draft, value) => {
    if (!['none', 'estimate', 'accurate'].includes(value))
      throw refusal(400, 'value', '_total is none, estimate or accurate.', '_total');
    draft.total = value !== 'none';
  },
};

function readInclude(definition: ResourceDefinition, value: string, reverse: boolean, iterate: boolean): IncludeRequest[] {
  const parameter = reverse ? '_revinclude' : '_include';
  const [type = '', code = '', target] = value.split(':');
  const source = findDefinition(type);
  if (!source) throw refusal(400, 'value', 'An include is Type:parameter, with a type of this server.', parameter);
  const candidates = code === '*' ? source.params : [findParam(source, code)];
  const found = candidates.flatMap((param) =>
    param?.kind === 'reference' && (!target || param.target === target) ? [param] : [],
  );
  const fits = found.filter((param) => iterate || (reverse ? param.target === definition.type : source.type === definition.type));
  if (fits.length === 0) {
    throw new FhirError(400, [
      {
        severity: 'error',
        code: 'value',
        diagnostics: `Not an ${parameter.slice(1)} of ${definition.type}.`,
        expression: parameter,
      },
    ]);
  }
  return fits.map((param) => ({ source, param, reverse, iterate }));
}
