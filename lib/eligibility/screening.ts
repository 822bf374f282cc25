import type { PlainDateString } from '@/lib/clock';
import type { EligibilityAnswers } from './answers';
import { buildScreeningInputs, type ToldStatuses } from './household-from-answers';
import type { Finding, Screening } from './model';
import { parametersOn } from './parameters';
import { isAtLeast, screenHousehold } from './rules/screen';

/** One finding from several readings of unsure answers: the same, or "possible" when they disagree. */
function combine(readings: readonly [Finding, ...Finding[]]): Finding {
  const best = readings.reduce((a, b) => (isAtLeast(a.result, b.result) ? a : b));
  if (readings.every((one) => one.result === best.result)) return best;
  const doubt = { code: 'answers_unsure', parameterId: null, figure: null, limit: null, citation: null };
  return { ...best, result: 'possible', nextStep: 'apply_dss', reasons: [...best.reasons, doubt] };
}

/** Screens the household of the pages on a day. Pure. */
export function screenAnswers(answers: EligibilityAnswers, asOf: PlainDateString, told: ToldStatuses = {}): Screening {
  const parameters = parametersOn(asOf);
  const [first, ...rest] = buildScreeningInputs(answers, asOf, told).map((input) => screenHousehold(input, parameters));
  if (!first) throw new Error('No reading of the answers');
  const findings = first.findings.map((finding, at) =>
    combine([finding, ...rest.map((other) => other.findings[at]).filter((one): one is Finding => one !== undefined)]),
  );
  return { ...first, findings };
}
