import type { PlainDateString } from '@/lib/clock';
import assets from './parameters/assets.json';
import groups from './parameters/groups.json';
import household from './parameters/household.json';
import immigration from './parameters/immigration.json';
import incomeLimits from './parameters/income-limits.json';
import pastBills from './parameters/past-bills.json';
import poverty from './parameters/poverty.json';
import workRule from './parameters/work-rule.json';

/** One dated, cited number, list or switch. Amounts are in dollars as the sources print them. */
export interface Parameter {
  readonly id: string;
  readonly value: number | boolean | readonly number[] | readonly string[];
  readonly unit: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** Law, regulation or official page in words. */
  readonly citation: string;
  readonly source: string;
  readonly checkedOn: string;
  readonly confidence: string;
  readonly note?: string;
}

/** Every parameter of every date, by file: the "how we work this out" page shows them under these headings. */
export const PARAMETER_FILES = {
  poverty,
  incomeLimits,
  groups,
  household,
  assets,
  immigration,
  workRule,
  pastBills,
} as const satisfies Record<string, readonly Parameter[]>;
export type ParameterFile = keyof typeof PARAMETER_FILES;

export const ALL_PARAMETERS: readonly Parameter[] = Object.values(PARAMETER_FILES).flat();

/** The day on which the oldest of the parameters was checked against its source. */
export const LAST_CHECKED = ALL_PARAMETERS.map((parameter) => parameter.checkedOn).sort()[0] ?? '';

/** Names the data a result was made from; change it with every change of a parameter. */
export const PARAMETERS_VERSION = 'nc-2026-11-22.1';
/** The poverty table is the shortest-lived parameter; dates outside the known tables are refused by the schema. */
export const FIRST_DAY = '2024-04-01';
export const LAST_DAY = '2028-12-31';

const isInForce = (parameter: Parameter, on: string) =>
  parameter.effectiveFrom <= on && (parameter.effectiveTo === null || on <= parameter.effectiveTo);

/** The parameters of one day, read by id. */
export interface ParameterSet {
  readonly asOf: PlainDateString;
  /** True when the newest poverty table had already ended: the last known one is used, and results say so. */
  readonly outdated: boolean;
  find(id: string): Parameter | null;
  get(id: string): Parameter;
  number(id: string): number;
  list(id: string): readonly string[];
  /** Whole cents of a dollar amount. */
  cents(id: string): number;
  /** Cents for a size from a by-size table and its `-additional` amount. */
  centsForSize(id: string, size: number): number;
}

/** What is in force on a day: the newest row that has begun, so that a table past its end serves until replaced. */
export function listParametersOn(on: string): readonly Parameter[] {
  const byId = new Map<string, Parameter>();
  for (const parameter of ALL_PARAMETERS) {
    const known = byId.get(parameter.id);
    if (parameter.effectiveFrom <= on && (!known || known.effectiveFrom < parameter.effectiveFrom))
      byId.set(parameter.id, parameter);
  }
  return [...byId.values()];
}

function build(asOf: PlainDateString): ParameterSet {
  const rows = listParametersOn(asOf);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const get = (id: string) => {
    const row = byId.get(id);
    if (!row) throw new Error(`No parameter ${id} on ${asOf}`);
    return row;
  };
  const number = (id: string) => Number(get(id).value);
  return {
    asOf,
    outdated: rows.some((row) => !isInForce(row, asOf)),
    find: (id) => byId.get(id) ?? null,
    get,
    number,
    list: (id) => get(id).value as readonly string[],
    cents: (id) => Math.round(number(id) * 100),
    centsForSize(id, size) {
      const table = get(id).value as readonly number[];
      const last = table.at(-1) ?? 0;
      const dollars = table[size - 1] ?? last + (size - table.length) * number(`${id}-additional`);
      return Math.round(dollars * 100);
    },
  };
}

const sets = new Map<string, ParameterSet>();

/** The parameters in force on a day. Kept for the few days that are asked again and again. */
export function parametersOn(asOf: PlainDateString): ParameterSet {
  let set = sets.get(asOf);
  if (!set) {
    set = build(asOf);
    if (sets.size >= 64) sets.clear();
    sets.set(asOf, set);
  }
  return set;
}
