import type { PlainDateString } from '@/lib/clock';
import type { Finding, Reason, Screening, ScreeningInput } from '../model';
import { PARAMETERS_VERSION, type ParameterSet } from '../parameters';
import { type NextStep, SCREENING_RESULTS, type ScreeningGroup, type ScreeningResult } from '../vocabulary';
import { type Assessment, type GroupRule, reason } from './assessment';
import { type Facts, gatherFacts } from './facts';
import { assessExpansionAdult, assessFamilyPlanning, assessParent } from './groups/adults';
import {
  assessAgedBlindDisabled,
  assessMedicallyNeedy,
  assessMedicareSavings,
  assessWorkingDisabled,
} from './groups/aged-blind-disabled';
import { assessSpecialAssistance, assessSsi, assessWorkFirst } from './groups/automatic';
import { assessPostpartum, assessPregnant } from './groups/pregnancy';
import { assessChild, assessDeemedNewborn, assessFormerFosterCare, assessFosterCare } from './groups/young-people';
import { decideImmigration } from './immigration';
import { percentOfPoverty } from './limits';
import { decideWorkRule } from './work-rule';

/** Order of evaluation: of two groups that reach the same result, the earlier one is named. */
const GROUP_RULES: readonly GroupRule[] = [
  assessSsi,
  assessWorkFirst,
  assessSpecialAssistance,
  assessFosterCare,
  assessFormerFosterCare,
  assessDeemedNewborn,
  assessChild,
  assessPregnant,
  assessPostpartum,
  assessParent,
  assessExpansionAdult,
  assessAgedBlindDisabled,
  assessWorkingDisabled,
  assessMedicallyNeedy,
  assessMedicareSavings,
  assessFamilyPlanning,
];

const STRENGTH: readonly Assessment['outcome'][] = ['automatic', 'likely', 'possible', 'limited', 'no'];
const isStronger = (a: Assessment, b: Assessment) => STRENGTH.indexOf(a.outcome) < STRENGTH.indexOf(b.outcome);

/** The rules' best answer, and the income limit that was missed by least when it is not a full "likely". */
function bestOf(assessments: readonly Assessment[]): { best: Assessment | null; nearestMiss: Assessment | null } {
  let best: Assessment | null = null;
  let nearestMiss: Assessment | null = null;
  const over = (one: Assessment) => (one.measure?.counted ?? 0) - (one.measure?.limit ?? 0);
  for (const one of assessments) {
    if (one.outcome !== 'no' && (!best || isStronger(one, best))) best = one;
    if (one.outcome === 'no' && one.measure && (!nearestMiss || over(one) < over(nearestMiss))) nearestMiss = one;
  }
  return { best, nearestMiss };
}

interface Outcome {
  readonly result: ScreeningResult;
  readonly group: ScreeningGroup | null;
  /** The group before immigration narrowed it: it sets the months of past bills. */
  readonly basis: ScreeningGroup | null;
  readonly reasons: readonly Reason[];
}

/** Turns "likely" into "possible" or emergency-only where status was not told, or does not give full coverage. */
function applyImmigration(facts: Facts, best: Assessment | null): Outcome {
  if (!best || best.outcome === 'no') return { result: 'unlikely', group: null, basis: null, reasons: [] };
  const { group, outcome } = best;
  if (outcome === 'automatic') return { result: 'automatic', group, basis: group, reasons: best.reasons };
  const status = decideImmigration(facts);
  const reasons = [...best.reasons, ...status.reasons];
  if (status.effect === 'full') return { result: outcome, group, basis: group, reasons };
  if (status.effect === 'depends') return { result: outcome === 'likely' ? 'possible' : outcome, group, basis: group, reasons };
  // Emergency Medicaid asks for a group with full coverage; the limited programs have no emergency part.
  if (outcome === 'limited') return { result: 'unlikely', group: null, basis: null, reasons };
  return {
    result: 'emergency_only',
    group: 'EMERGENCY_ONLY',
    basis: group,
    reasons: [...reasons, reason(facts.parameters, 'emergency_medicaid', 'emergency-medicaid')],
  };
}

function nextStepOf(result: ScreeningResult, group: ScreeningGroup | null): NextStep {
  if (result === 'not_nc') return 'other_state';
  if (result === 'already_enrolled') return 'choose_provider';
  if (result === 'automatic') return 'confirm_coverage_then_choose_provider';
  if (result === 'likely' || result === 'possible') return 'apply_dss';
  return result === 'limited' && group !== 'FAMILY_PLANNING' ? 'apply_dss' : 'call_lme_state_funded';
}

/** Months of past bills that an application can cover. QMB never reaches back; people without a group have none. */
function retroMonthsOf(parameters: ParameterSet, basis: ScreeningGroup | null): number {
  if (!basis || basis === 'MSP_QMB') return 0;
  return parameters.number(basis === 'EXPANSION_ADULT' ? 'retro-expansion' : 'retro-other');
}

function without(facts: Facts, result: ScreeningResult, reasons: readonly Reason[]): Finding {
  return {
    id: facts.person.id,
    result,
    group: null,
    size: facts.magi.size,
    countedMonthly: facts.magiCents,
    limitMonthly: null,
    pctFpl: facts.magiCents === null ? null : percentOfPoverty(facts.parameters, facts.magi.size, facts.magiCents),
    marginToLimit: null,
    closeCall: false,
    retroMonths: 0,
    workRule: 'not_subject',
    exemptions: [],
    nextStep: nextStepOf(result, null),
    reasons,
  };
}

/** Things worth saying that change no result. */
function sideNotes(facts: Facts, result: ScreeningResult): readonly Reason[] {
  const { person, parameters } = facts;
  const notes: Reason[] = [];
  if (parameters.outdated) notes.push(reason(parameters, 'figures_of_earlier_year', 'fpl-first'));
  if (person.insurance && person.insurance !== 'none' && result !== 'unlikely')
    notes.push(reason(parameters, 'other_insurance_ok', null));
  if (person.housing === 'jail' || person.housing === 'prison') notes.push(reason(parameters, 'in_custody', null));
  if (facts.magi.basis.startsWith('exception'))
    notes.push(reason(parameters, `household_${facts.magi.basis}`, 'magi-child-under'));
  return notes;
}

function findingOf(facts: Facts): Finding {
  if (facts.has.has('medicaid')) return without(facts, 'already_enrolled', [reason(facts.parameters, 'has_medicaid', null)]);
  const assessments = GROUP_RULES.map((rule) => rule(facts)).filter((one): one is Assessment => one !== null);
  const { best, nearestMiss } = bestOf(assessments);
  const outcome = applyImmigration(facts, best);
  const shown = outcome.basis ? best : nearestMiss;
  const measure = shown?.measure ?? null;
  const missReasons = outcome.result === 'likely' || outcome.result === 'automatic' ? [] : (nearestMiss?.reasons ?? []);
  const work = decideWorkRule(facts, outcome.group);
  const base = without(facts, outcome.result, [
    ...outcome.reasons,
    ...missReasons,
    ...work.reasons,
    ...sideNotes(facts, outcome.result),
  ]);
  const size = measure?.size ?? base.size;
  const counted = measure ? measure.counted : base.countedMonthly;
  return {
    ...base,
    group: outcome.group,
    size,
    countedMonthly: counted,
    limitMonthly: measure?.limit ?? null,
    pctFpl: counted === null ? null : percentOfPoverty(facts.parameters, size, counted),
    marginToLimit: measure && counted !== null ? measure.limit - counted : null,
    closeCall: measure?.close ?? false,
    retroMonths: retroMonthsOf(facts.parameters, outcome.basis),
    workRule: work.state,
    exemptions: work.exemptions,
    nextStep: nextStepOf(outcome.result, outcome.group),
  };
}

/**
 * The screening: for each person what they can probably get, and why. Pure; never throws on an input that passed
 * the schema; does not depend on the order of people. The county never changes a finding.
 */
export function screenHousehold(input: ScreeningInput, parameters: ParameterSet): Screening {
  const findings = gatherFacts(input, parameters).map((facts) =>
    input.state === 'NC' ? findingOf(facts) : without(facts, 'not_nc', [reason(parameters, 'other_state', null)]),
  );
  return { asOf: parameters.asOf as PlainDateString, findings, parametersVersion: PARAMETERS_VERSION };
}

/** True when `a` is at least as good a result as `b`. */
export function isAtLeast(a: ScreeningResult, b: ScreeningResult): boolean {
  return SCREENING_RESULTS.indexOf(a) <= SCREENING_RESULTS.indexOf(b);
}
