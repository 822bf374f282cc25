import fc from 'fast-check';
import type { PlainDateString } from '@/lib/clock';
import { type ScreeningInput, ScreeningInputSchema } from '@/lib/eligibility/model';
import { parametersOn } from '@/lib/eligibility/parameters';
import { isAtLeast, screenHousehold } from '@/lib/eligibility/rules/screen';
import { toScreeningOutput } from '@/lib/eligibility/screening-output';
import edges from '../personas/eligibility/edges.json';
import groups from '../personas/eligibility/groups.json';
import households from '../personas/eligibility/households-and-income.json';
import switchDates from '../personas/eligibility/switch-dates.json';
import { household } from '../unit/eligibility/arbitrary-household';

interface Case {
  readonly name: string;
  readonly screening: object;
  readonly expect: Readonly<
    Record<string, Readonly<Record<string, unknown>> & { reasonCodes?: readonly string[]; exactReasons?: readonly string[] }>
  >;
}
const CASES = [...groups, ...households, ...edges, ...switchDates] as unknown as readonly Case[];

const screen = (input: ScreeningInput) => screenHousehold(input, parametersOn(input.asOf as PlainDateString)).findings;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The first named case whose expectation does not hold, or null. */
function failingCase(): string | null {
  for (const one of CASES) {
    const input = ScreeningInputSchema.parse(one.screening);
    const { persons } = toScreeningOutput(input, screenHousehold(input, parametersOn(input.asOf as PlainDateString)));
    for (const [id, { reasonCodes = [], exactReasons, ...wanted }] of Object.entries(one.expect)) {
      const person = persons.find((candidate) => candidate.id === id) as Record<string, unknown> | undefined;
      if (!person || Object.entries(wanted).some(([key, value]) => !same(person[key], value))) return one.name;
      const codes = (person.reasons as { code: string }[]).map((reason) => reason.code);
      if (exactReasons && !same(codes, exactReasons)) return one.name;
      if (reasonCodes.some((code) => !codes.includes(code))) return one.name;
    }
  }
  return null;
}

/** The first property of the screening that a fixed set of random households breaks, or null. */
function brokenProperty(sample: readonly ScreeningInput[]): string | null {
  for (const input of sample) {
    const before = screen(input);
    const turned = screen({
      ...input,
      household: [...input.household].reverse(),
      taxUnits: [...(input.taxUnits ?? [])].reverse(),
    });
    const declined = screen({
      ...input,
      household: input.household.map((person) => ({ ...person, immigration: 'declined' as const })),
    });
    const citizens = screen({
      ...input,
      household: input.household.map((person) => ({ ...person, immigration: 'citizen' as const })),
    });
    for (const [at, finding] of before.entries()) {
      if (finding.reasons.length === 0 || !Number.isFinite(finding.pctFpl ?? 0))
        return 'a finding has reasons and finite numbers';
      if (
        !same(
          turned.find((one) => one.id === finding.id),
          finding,
        )
      )
        return 'order does not matter';
      const wanted = citizens[at]?.result === 'likely' ? 'possible' : citizens[at]?.result;
      if (declined[at]?.result !== wanted) return 'a declined status is only possible';
    }
    const richer = screen({
      ...input,
      household: input.household.map((person) => ({
        ...person,
        income: person.income?.map((one) =>
          one.type === 'wages' && one.amount > 0 ? { ...one, amount: one.amount + 300 } : one,
        ),
      })),
    });
    if (before.some((finding, at) => !isAtLeast(finding.result, richer[at]?.result ?? 'automatic')))
      return 'more income is never better';
  }
  return null;
}

/** Why the rules as they are would fail the tests, or null when everything holds. */
export function verdict(): string | null {
  try {
    return failingCase() ?? brokenProperty(fc.sample(household, { numRuns: 150, seed: 11 }));
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
}
