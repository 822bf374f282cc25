import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import { ScreeningInputSchema, ScreeningOutputSchema } from '@/lib/eligibility/model';
import { parametersOn } from '@/lib/eligibility/parameters';
import { screenHousehold } from '@/lib/eligibility/rules/screen';
import { toScreeningOutput } from '@/lib/eligibility/screening-output';
import { SCREENING_GROUPS, SCREENING_RESULTS } from '@/lib/eligibility/vocabulary';
import edges from './edges.json';
import groups from './groups.json';
import households from './households-and-income.json';
import switchDates from './switch-dates.json';

interface Case {
  readonly name: string;
  readonly screening: object;
  /** Person id → the parts of the finding that the case is about; `reasonCodes` must all be among the reasons, `exactReasons` are all of them. */
  readonly expect: Readonly<Record<string, object & { reasonCodes?: readonly string[]; exactReasons?: readonly string[] }>>;
}

const FILES: readonly (readonly [string, readonly Case[]])[] = [
  ['groups', groups as unknown as readonly Case[]],
  ['households and income', households as unknown as readonly Case[]],
  ['edges', edges as unknown as readonly Case[]],
  ['switch dates', switchDates as unknown as readonly Case[]],
];

function screen(screening: object) {
  const input = ScreeningInputSchema.parse(screening);
  return toScreeningOutput(input, screenHousehold(input, parametersOn(input.asOf as PlainDateString)));
}

describe.each(FILES)('named cases: %s', (_file, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const output = screen(one.screening);
    expect(ScreeningOutputSchema.safeParse(output).success).toBe(true);
    for (const [id, { reasonCodes = [], exactReasons, ...wanted }] of Object.entries(one.expect)) {
      const person = output.persons.find((candidate) => candidate.id === id);
      expect(person).toMatchObject(wanted);
      expect(person?.reasons.map((reason) => reason.code)).toEqual(expect.arrayContaining([...reasonCodes]));
      if (exactReasons) expect(person?.reasons.map((reason) => reason.code)).toEqual(exactReasons);
    }
  });
});

describe('the named cases together', () => {
  const findings = FILES.flatMap(([, cases]) => cases).flatMap((one) => screen(one.screening).persons);

  it('reach every group', () => {
    const reached = new Set(findings.map((finding) => finding.group));
    expect(SCREENING_GROUPS.filter((group) => !reached.has(group))).toEqual([]);
  });

  it('reach every result', () => {
    const reached = new Set(findings.map((finding) => finding.result));
    expect(SCREENING_RESULTS.filter((result) => !reached.has(result))).toEqual([]);
  });

  it('give every person a next step and at least one reason', () => {
    for (const finding of findings) {
      expect(finding.nextStep).toBeTruthy();
      expect(finding.reasons.length).toBeGreaterThan(0);
    }
  });
});
