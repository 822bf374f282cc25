import type { Reason } from '../model';
import type { ScreeningGroup, WorkExemption, WorkRuleState } from '../vocabulary';
import { reason } from './assessment';
import { type Facts, listOf } from './facts';
import { earnedCents } from './income';

export interface WorkRuleVerdict {
  readonly state: WorkRuleState;
  readonly exemptions: readonly WorkExemption[];
  readonly reasons: readonly Reason[];
}

/** A child young enough, or a disabled person, that this person looks after. */
function caresForSomeone(facts: Facts): boolean {
  const { person, kin, taxes, parameters } = facts;
  const maxAge = parameters.number('work-rule-child-max-age');
  const inCare = [...kin.childrenOf(person.id), ...(taxes.filedBy.get(person.id)?.dependents ?? [])];
  return inCare.some((id) => {
    const child = kin.people.get(id);
    return child !== undefined && (child.age <= maxAge || Boolean(child.disability) || Boolean(child.blind));
  });
}

/**
 * Exemptions that fit, from what was told: people may say so themselves, and papers can follow within six months.
 * Pregnancy, Medicare, Work First and former foster care exempt too, but such people are in other groups anyway.
 */
export function listExemptions(facts: Facts): readonly WorkExemption[] {
  const { person, parameters } = facts;
  const found = new Set<WorkExemption>(listOf(person.exempt));
  if (person.disability || person.blind || facts.abdCategory === 'yes') found.add('medically_frail_physical');
  const postpartum = person.postpartumMonths;
  if (postpartum !== null && postpartum !== undefined && postpartum <= parameters.number('postpartum-months'))
    found.add('postpartum');
  if (person.student) found.add('student');
  if (caresForSomeone(facts)) found.add('caregiver');
  return [...found].sort();
}

/** The work rule of 2027-01-01. It reaches the expansion group only, and an exemption comes before any counting of hours. */
export function decideWorkRule(facts: Facts, group: ScreeningGroup | null): WorkRuleVerdict {
  const { parameters, person } = facts;
  if (group !== 'EXPANSION_ADULT' || !parameters.find('work-rule-hours'))
    return { state: 'not_subject', exemptions: [], reasons: [] };
  const exemptions = listExemptions(facts);
  if (exemptions.length > 0) {
    return {
      state: 'exempt',
      exemptions,
      reasons: exemptions.map((one) => reason(parameters, `exempt_${one}`, 'work-rule-self-attest')),
    };
  }
  const pay = earnedCents(person);
  const neededPay = parameters.cents('work-rule-income');
  if (pay >= neededPay) {
    return { state: 'met', exemptions, reasons: [reason(parameters, 'work_rule_pay', 'work-rule-income', pay, neededPay)] };
  }
  const hours = person.hoursPerMonth ?? 0;
  const needed = parameters.number('work-rule-hours');
  const met = hours >= needed;
  return {
    state: met ? 'met' : 'not_met',
    exemptions,
    reasons: [reason(parameters, met ? 'work_rule_hours' : 'work_rule_not_shown', 'work-rule-hours')],
  };
}
