import type { Reason } from '../../model';
import { type GroupRule, reason, testIncome } from '../assessment';
import type { Facts } from '../facts';
import { earnedCents } from '../income';

/** Savings against a limit: `over` as soon as the known part is over it, `unknown` when a part was not told. */
function testAssets(facts: Facts, family: 'abd' | 'msp'): { verdict: 'under' | 'over' | 'unknown'; reason: Reason } {
  const parameterId = `${family}-assets-${facts.abdSize === 2 ? 'couple' : 'individual'}`;
  const limit = facts.parameters.cents(parameterId);
  const { known, floor } = facts.assets;
  const verdict = floor > limit ? 'over' : known ? 'under' : 'unknown';
  return { verdict, reason: reason(facts.parameters, `assets_${verdict}`, parameterId, known ? floor : null, limit) };
}

/** Aged 65 or more, blind or disabled: the SSI method of counting, and a savings test. */
export const assessAgedBlindDisabled: GroupRule = (facts) => {
  if (facts.abdCategory === 'no') return null;
  const assets = testAssets(facts, 'abd');
  const verdict = testIncome({ facts, counted: facts.abdCents, size: facts.abdSize, parameterId: 'abd-limit' });
  const reasons = [...verdict.reasons, assets.reason];
  if (facts.abdCategory === 'unknown')
    reasons.push(reason(facts.parameters, 'disability_to_be_decided', 'decision-days-disability'));
  const sure = verdict.outcome === 'likely' && assets.verdict === 'under' && facts.abdCategory === 'yes';
  const no = verdict.outcome === 'no' || assets.verdict === 'over';
  return { group: 'ABD', outcome: no ? 'no' : sure ? 'likely' : 'possible', measure: verdict.measure, reasons };
};

/** Health Coverage for Workers with Disabilities. Its limits are not verified, so it is never more than possible. */
export const assessWorkingDisabled: GroupRule = (facts) => {
  const { person, parameters } = facts;
  const works =
    (person.hoursPerMonth ?? 0) > 0 ||
    (person.income ?? []).some((one) => one.type === 'wages' || one.type === 'self_employment');
  const ofAge = person.age >= parameters.number('working-disabled-min-age') && person.age < parameters.number('aged-from');
  const disabled = facts.abdCategory === 'yes' || person.disability === 'self';
  if (!works || !ofAge || !disabled) return null;
  return {
    group: 'WORKING_DISABLED',
    outcome: 'possible',
    measure: null,
    reasons: [reason(parameters, 'works_with_disability', 'working-disabled-min-age', earnedCents(person))],
  };
};

/** Medical bills as high as the income above the state's level open the door (a "deductible"). Not for expansion adults. */
export const assessMedicallyNeedy: GroupRule = (facts) => {
  const { person, parameters } = facts;
  const abd = facts.abdCategory !== 'no';
  const inCategory =
    abd || facts.isParent || Boolean(person.pregnant) || person.age < parameters.number('medically-needy-child-under');
  const bills = Math.round((person.medicalBillsMonthly ?? 0) * 100);
  if (!inCategory || bills <= 0) return null;
  const size = abd ? facts.abdSize : facts.magi.size;
  const counted = abd ? facts.abdCents : facts.magiCents;
  const limit = parameters.centsForSize('medically-needy-level', size);
  const assets = testAssets(facts, 'abd');
  const measure = { counted, limit, size, parameterId: 'medically-needy-level', close: false };
  const over = counted === null ? 0 : Math.max(0, counted - limit);
  const outcome = assets.verdict === 'over' || bills < over ? 'no' : 'possible';
  const billsReason = reason(
    parameters,
    outcome === 'no' ? 'bills_too_low' : 'bills_meet_deductible',
    'medically-needy-level',
    bills,
    over,
  );
  return { group: 'MEDICALLY_NEEDY', outcome, measure, reasons: [billsReason, assets.reason] };
};

const SAVINGS_PROGRAMS = [
  { group: 'MSP_QMB', parameterId: 'msp-qmb-limit' },
  { group: 'MSP_SLMB', parameterId: 'msp-slmb-limit' },
  { group: 'MSP_QI', parameterId: 'msp-qi-limit' },
] as const;

/** Help with Medicare costs, in three steps of income. The first step that fits is the one named. */
export const assessMedicareSavings: GroupRule = (facts) => {
  if (!facts.medicare) return null;
  const assets = testAssets(facts, 'msp');
  const steps = SAVINGS_PROGRAMS.map(({ group, parameterId }) => {
    const verdict = testIncome({ facts, counted: facts.abdCents, size: facts.abdSize, parameterId });
    return { group, measure: verdict.measure, reasons: [...verdict.reasons, assets.reason], verdict: verdict.outcome };
  });
  const reached = steps.find((step) => step.verdict === 'likely') ?? steps.find((step) => step.verdict === 'possible');
  const step = reached ?? steps.at(-1);
  if (!step) return null;
  const outcome = reached && assets.verdict !== 'over' ? 'limited' : 'no';
  return { group: step.group, outcome, measure: step.measure, reasons: step.reasons };
};
