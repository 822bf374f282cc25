import type { Reason } from '../model';
import type { ParameterSet } from '../parameters';
import type { ScreeningGroup } from '../vocabulary';
import type { Facts } from './facts';
import { isClose, percentLimit } from './limits';

/** Two numbers that were compared, in cents a month. */
export interface Measure {
  readonly counted: number | null;
  readonly limit: number;
  readonly size: number;
  readonly parameterId: string;
  readonly close: boolean;
}

/** What one group's rule says about one person. `no` keeps its measure, so that the nearest miss can be shown. */
export interface Assessment {
  readonly group: ScreeningGroup;
  readonly outcome: 'automatic' | 'likely' | 'possible' | 'limited' | 'no';
  readonly measure: Measure | null;
  readonly reasons: readonly Reason[];
}

/** A rule says nothing (null) about people who are outside its group. */
export type GroupRule = (facts: Facts) => Assessment | null;

export function reason(
  parameters: ParameterSet,
  code: string,
  parameterId: string | null,
  figure?: number | null,
  limit?: number | null,
): Reason {
  const citation = parameterId ? (parameters.find(parameterId)?.citation ?? null) : null;
  return { code, parameterId, figure: figure ?? null, limit: limit ?? null, citation };
}

export interface IncomeTest {
  readonly facts: Facts;
  readonly counted: number | null;
  readonly size: number;
  readonly parameterId: string;
  /** Cents; worked out from the parameter's percentage when left out. */
  readonly limit?: number;
}

export interface IncomeVerdict {
  readonly outcome: 'likely' | 'possible' | 'no';
  readonly measure: Measure;
  readonly reasons: readonly Reason[];
}

/**
 * Compares income with a limit. At or under: likely. Over by no more than the close band: possible, because the
 * state's rounding is not published. Not told, or partly somewhere else: possible.
 */
export function testIncome(test: IncomeTest): IncomeVerdict {
  const { facts, counted, size, parameterId } = test;
  const { parameters } = facts;
  const limit = test.limit ?? percentLimit(parameters, parameterId, size);
  const close = counted !== null && isClose(parameters, counted, limit);
  const measure: Measure = { counted, limit, size, parameterId, close };
  if (counted === null) {
    return { outcome: 'possible', measure, reasons: [reason(parameters, 'income_not_told', parameterId, null, limit)] };
  }
  const under = counted <= limit;
  const reasons = [reason(parameters, under ? 'income_at_or_under_limit' : 'income_over_limit', parameterId, counted, limit)];
  if (close) reasons.push(reason(parameters, 'close_to_limit', 'close-dollars', counted, limit));
  if (under && facts.magi.uncertain) {
    return {
      outcome: 'possible',
      measure,
      reasons: [...reasons, reason(parameters, 'claimed_outside_home', 'magi-child-under')],
    };
  }
  return { outcome: under ? 'likely' : close ? 'possible' : 'no', measure, reasons };
}
