import type { PlainDateString } from '@/lib/clock';
import type { EligibilityAnswers } from './answers';
import { buildScreeningInputs } from './household-from-answers';
import { parametersOn } from './parameters';
import { screenHousehold } from './rules/screen';
import type { WorkRuleState } from './vocabulary';

/** First day of the work rule and of the shorter past months. */
export const NEXT_RULES_DAY = '2027-01-01' as PlainDateString;

export interface ComingRules {
  readonly workRule: WorkRuleState;
  readonly exemptions: readonly string[];
  readonly retroMonths: number;
}

/**
 * What changes for a person on 2027-01-01, from the same answers: people prepare better when told before. Null once
 * that day has come, because then the finding itself says it.
 */
export function findComingRules(answers: EligibilityAnswers, person: string, asOf: PlainDateString): ComingRules | null {
  if (asOf >= NEXT_RULES_DAY) return null;
  const [input] = buildScreeningInputs(answers, NEXT_RULES_DAY, {});
  if (!input) return null;
  const finding = screenHousehold(input, parametersOn(NEXT_RULES_DAY)).findings.find((one) => one.id === person);
  return finding ? { workRule: finding.workRule, exemptions: finding.exemptions, retroMonths: finding.retroMonths } : null;
}
