import type { ParameterSet } from '../parameters';

/** The poverty level of a size, in cents a year. */
export function povertyYearCents(parameters: ParameterSet, size: number): number {
  return parameters.cents('fpl-first') + (size - 1) * parameters.cents('fpl-additional');
}

/** A limit in cents a month from a parameter in percent of the poverty level. */
export function percentLimit(parameters: ParameterSet, parameterId: string, size: number): number {
  return Math.round((povertyYearCents(parameters, size) * parameters.number(parameterId)) / 1200);
}

/** Monthly income as a percentage of the poverty level, one decimal. */
export function percentOfPoverty(parameters: ParameterSet, size: number, cents: number): number {
  return Math.round((cents * 12 * 1000) / povertyYearCents(parameters, size)) / 10;
}

/** True within $25 or 1 % of the limit, on either side: the state's own rounding could decide. */
export function isClose(parameters: ParameterSet, cents: number, limit: number): boolean {
  const band = Math.max(parameters.cents('close-dollars'), (limit * parameters.number('close-share')) / 100);
  return Math.abs(cents - limit) <= band;
}
