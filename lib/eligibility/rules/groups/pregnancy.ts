import { type GroupRule, reason, testIncome } from '../assessment';

export const assessPregnant: GroupRule = (facts) => {
  if (!facts.person.pregnant) return null;
  const verdict = testIncome({ facts, counted: facts.magiCents, size: facts.magi.size, parameterId: 'pregnant-limit' });
  return { group: 'PREGNANT', ...verdict };
};

/**
 * Twelve months after a pregnancy that Medicaid covered, whatever the income. Without Medicaid in the pregnancy it
 * is still possible: past months can be covered when the pregnancy ended inside them and income was low enough.
 */
export const assessPostpartum: GroupRule = (facts) => {
  const { person, parameters } = facts;
  const months = person.postpartumMonths;
  if (months === null || months === undefined || person.pregnant) return null;
  if (months > parameters.number('postpartum-months')) return null;
  if (person.hadMedicaidInPregnancy) {
    return {
      group: 'POSTPARTUM',
      outcome: 'likely',
      measure: null,
      reasons: [
        reason(parameters, 'postpartum_year', 'postpartum-months'),
        reason(parameters, 'report_birth', 'postpartum-months'),
      ],
    };
  }
  if (person.hadMedicaidInPregnancy === false && months > parameters.number('retro-other')) return null;
  const verdict = testIncome({ facts, counted: facts.magiCents, size: facts.magi.size, parameterId: 'pregnant-limit' });
  return {
    group: 'POSTPARTUM',
    outcome: verdict.outcome === 'no' ? 'no' : 'possible',
    measure: verdict.measure,
    reasons: [...verdict.reasons, reason(parameters, 'postpartum_if_covered', 'postpartum-months')],
  };
};
