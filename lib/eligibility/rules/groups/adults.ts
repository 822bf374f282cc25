import { type GroupRule, testIncome } from '../assessment';

/**
 * Parents under the state's dollar table. Same coverage as expansion, but outside it, so the work rule of 2027
 * never touches them; parents above the table are expansion adults.
 */
export const assessParent: GroupRule = (facts) => {
  if (!facts.isParent) return null;
  const { parameters, magi } = facts;
  const limit = parameters.centsForSize('parent-limit', magi.size);
  const verdict = testIncome({ facts, counted: facts.magiCents, size: magi.size, parameterId: 'parent-limit', limit });
  return { group: 'PARENT_CARETAKER', ...verdict };
};

/** Adults 19-64 without Medicare. A disability never keeps anyone out of this group. */
export const assessExpansionAdult: GroupRule = (facts) => {
  const { person, parameters } = facts;
  const ofAge = person.age >= parameters.number('expansion-min-age') && person.age <= parameters.number('expansion-max-age');
  if (!ofAge || facts.medicare || person.pregnant) return null;
  const verdict = testIncome({ facts, counted: facts.magiCents, size: facts.magi.size, parameterId: 'expansion-limit' });
  return { group: 'EXPANSION_ADULT', ...verdict };
};

/** Pays for birth control and check-ups only, never for mental health care: always `limited`. */
export const assessFamilyPlanning: GroupRule = (facts) => {
  const { person, parameters } = facts;
  const ofAge =
    person.age >= parameters.number('family-planning-min-age') && person.age <= parameters.number('family-planning-max-age');
  if (!ofAge || person.pregnant) return null;
  const verdict = testIncome({ facts, counted: facts.magiCents, size: facts.magi.size, parameterId: 'family-planning-limit' });
  return { group: 'FAMILY_PLANNING', ...verdict, outcome: verdict.outcome === 'no' ? 'no' : 'limited' };
};
