import { type GroupRule, reason, testIncome } from '../assessment';

/** Foster care or adoption help, under 21: no income test. */
export const assessFosterCare: GroupRule = ({ person, parameters }) => {
  if (!person.inFosterCare || person.age >= parameters.number('foster-care-under')) return null;
  return {
    group: 'FOSTER_CARE',
    outcome: 'likely',
    measure: null,
    reasons: [reason(parameters, 'in_foster_care', 'foster-care-under')],
  };
};

/** In foster care with Medicaid at 18, and under 26: no income test, and no work rule. */
export const assessFormerFosterCare: GroupRule = ({ person, parameters }) => {
  const isAdult = person.age >= parameters.number('parent-child-under');
  if (!person.formerFosterCare || !isAdult || person.age >= parameters.number('former-foster-care-under')) return null;
  return {
    group: 'FORMER_FOSTER_CARE',
    outcome: 'likely',
    measure: null,
    reasons: [reason(parameters, 'former_foster_care', 'former-foster-care-under')],
  };
};

/** A baby whose mother had Medicaid at the birth is covered for the first year, whatever the income. */
export const assessDeemedNewborn: GroupRule = ({ person, parameters }) => {
  if (!person.motherHadMedicaidAtBirth || person.age >= parameters.number('deemed-newborn-under')) return null;
  return {
    group: 'DEEMED_NEWBORN',
    outcome: 'likely',
    measure: null,
    reasons: [reason(parameters, 'born_to_member', 'deemed-newborn-under')],
  };
};

export const assessChild: GroupRule = (facts) => {
  if (facts.person.age > facts.parameters.number('child-max-age')) return null;
  const verdict = testIncome({ facts, counted: facts.magiCents, size: facts.magi.size, parameterId: 'child-limit' });
  return { group: 'CHILD', ...verdict };
};
