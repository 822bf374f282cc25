import { matchCounty } from './household-checks';
import type { Finding, Reason, Screening, ScreeningInput, ScreeningOutput } from './model';

const dollars = (cents: number | null): number | null => (cents === null ? null : cents / 100);

const toReason = (reason: Reason) => ({ ...reason, figure: dollars(reason.figure), limit: dollars(reason.limit) });

function toPerson(finding: Finding): ScreeningOutput['persons'][number] {
  return {
    ...finding,
    exemptions: [...finding.exemptions],
    countedMonthly: dollars(finding.countedMonthly),
    limitMonthly: dollars(finding.limitMonthly),
    marginToLimit: dollars(finding.marginToLimit),
    reasons: finding.reasons.map(toReason),
  };
}

/** A screening as the public API shows it: dollars instead of cents, and the county's plan. */
export function toScreeningOutput(input: ScreeningInput, screening: Screening): ScreeningOutput {
  const county = input.state === 'NC' && input.county ? matchCounty(input.county) : null;
  return {
    asOf: screening.asOf,
    state: input.state,
    county: county?.name ?? null,
    lmeMco: county?.plan ?? null,
    crisisOffered: true,
    parametersVersion: screening.parametersVersion,
    persons: screening.findings.map(toPerson),
  };
}
