import type { Reason } from '../model';
import { reason } from './assessment';
import type { Facts } from './facts';

export interface ImmigrationVerdict {
  /** `full`: no effect. `depends`: not told, or not decidable here. `emergency`: every rule but status is met. */
  readonly effect: 'full' | 'depends' | 'emergency';
  readonly reasons: readonly Reason[];
}

/**
 * What a person's status means for full Medicaid on the day of the rules. Lawfully residing children and people
 * who are pregnant, or in the year after, need no waiting time, and kept that on 2026-10-01. Never guesses: a status
 * that was not told only makes an answer "possible".
 */
export function decideImmigration({ person, parameters }: Facts): ImmigrationVerdict {
  const status = person.immigration ?? 'citizen';
  const verdict = (effect: ImmigrationVerdict['effect'], code: string, parameterId: string): ImmigrationVerdict => ({
    effect,
    reasons: [reason(parameters, code, parameterId)],
  });
  if (status === 'citizen') return { effect: 'full', reasons: [] };
  if (status === 'declined') return verdict('depends', 'status_not_told', 'immigration-full');
  if (parameters.list('immigration-full').includes(status)) return verdict('full', 'status_full', 'immigration-full');

  const postpartum = person.postpartumMonths ?? Number.POSITIVE_INFINITY;
  const youngOrPregnant =
    person.age < parameters.number('immigration-young-under') ||
    Boolean(person.pregnant) ||
    postpartum <= parameters.number('postpartum-months');
  if (youngOrPregnant && parameters.list('immigration-young-or-pregnant').includes(status)) {
    return verdict('full', 'status_young_or_pregnant', 'immigration-young-or-pregnant');
  }
  if (parameters.list('immigration-waiting').includes(status)) {
    const years = person.yearsInStatus;
    if (years === null || years === undefined) return verdict('depends', 'status_years_not_told', 'immigration-waiting-years');
    return years >= parameters.number('immigration-waiting-years')
      ? verdict('full', 'status_waited', 'immigration-waiting-years')
      : verdict('emergency', 'status_waiting', 'immigration-waiting-years');
  }
  if (parameters.list('immigration-depends').includes(status)) return verdict('depends', 'status_depends', 'immigration-depends');
  return verdict('emergency', 'status_emergency_only', 'immigration-full');
}
