import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import { type Finding, type ScreeningInput, ScreeningInputSchema } from '@/lib/eligibility/model';
import { parametersOn } from '@/lib/eligibility/parameters';
import { isAtLeast, screenHousehold } from '@/lib/eligibility/rules/screen';
import type { IncomeType } from '@/lib/eligibility/vocabulary';
import { household } from './arbitrary-household';

const screen = (input: ScreeningInput) => screenHousehold(input, parametersOn(input.asOf as PlainDateString)).findings;
const byId = (findings: readonly Finding[]) => new Map(findings.map((finding) => [finding.id, finding]));
const runs = (numRuns: number) => ({ numRuns, seed: 20_261_122 });

/** Types that are counted everywhere, so that more of them is more income by every method. */
const COUNTED: readonly IncomeType[] = [
  'wages',
  'self_employment',
  'ssdi',
  'social_security',
  'unemployment',
  'pension',
  'other',
];

describe('the screening of any household', () => {
  it('is made of households that the schema accepts', () => {
    fc.assert(
      fc.property(household, (input) => {
        expect(ScreeningInputSchema.safeParse(input).error?.issues ?? []).toEqual([]);
      }),
      runs(2000),
    );
  });

  it('never throws, gives one finding a person, and every number is finite', () => {
    fc.assert(
      fc.property(household, (input) => {
        const findings = screen(input);
        expect(findings.map((finding) => finding.id)).toEqual(input.household.map((person) => person.id));
        for (const { size, countedMonthly, limitMonthly, pctFpl, marginToLimit, retroMonths, reasons } of findings) {
          expect(size).toBeGreaterThan(0);
          expect(reasons.length).toBeGreaterThan(0);
          for (const number of [countedMonthly, limitMonthly, marginToLimit, retroMonths])
            expect(Number.isInteger(number ?? 0)).toBe(true);
          expect(Number.isFinite(pctFpl ?? 0)).toBe(true);
        }
      }),
      runs(6000),
    );
  });

  it('does not depend on the order of people, parents, tax units or incomes', () => {
    fc.assert(
      fc.property(household, (input) => {
        const turned: ScreeningInput = {
          ...input,
          household: [...input.household].reverse().map((person) => ({
            ...person,
            parents: [...(person.parents ?? [])].reverse(),
            income: [...(person.income ?? [])].reverse(),
          })),
          taxUnits: [...(input.taxUnits ?? [])].reverse().map((unit) => ({
            filers: [...unit.filers].reverse(),
            dependents: [...(unit.dependents ?? [])].reverse(),
          })),
        };
        const [before, after] = [byId(screen(input)), byId(screen(turned))];
        for (const [id, finding] of before) expect(after.get(id)).toEqual(finding);
      }),
      runs(5000),
    );
  });

  it('never gets better with more income', () => {
    fc.assert(
      fc.property(household, fc.nat(5), fc.nat(2), fc.integer({ min: 1, max: 3000 }), (input, who, which, more) => {
        const target = input.household[who % input.household.length];
        const chosen = target?.income?.[which % Math.max(1, target.income.length)];
        // Income that is itself a ticket in (SSI, SSDI, Work First) is not a matter of "more", nor is a first wage.
        if (!target || !chosen || chosen.amount === 0 || !COUNTED.includes(chosen.type)) return;
        const richer: ScreeningInput = {
          ...input,
          household: input.household.map((person) =>
            person === target
              ? { ...person, income: person.income?.map((one) => (one === chosen ? { ...one, amount: one.amount + more } : one)) }
              : person,
          ),
        };
        const [before, after] = [byId(screen(input)), byId(screen(richer))];
        for (const [id, finding] of before) expect(isAtLeast(finding.result, after.get(id)?.result ?? 'automatic')).toBe(true);
      }),
      runs(8000),
    );
  });

  it('never lowers a limit for one more unborn child', () => {
    fc.assert(
      fc.property(household, fc.nat(5), (input, who) => {
        const at = who % input.household.length;
        const expecting = (babies: number): ScreeningInput => ({
          ...input,
          household: input.household.map((person, index) =>
            index === at ? { ...person, pregnant: true, expectedBabies: babies } : person,
          ),
        });
        const [one, two] = [screen(expecting(1))[at], screen(expecting(2))[at]];
        expect(isAtLeast(two?.result ?? 'not_nc', one?.result ?? 'automatic')).toBe(true);
        if (one?.group === two?.group && one?.limitMonthly !== null) {
          expect(two?.limitMonthly ?? 0).toBeGreaterThanOrEqual(one?.limitMonthly ?? 0);
        }
      }),
      runs(4000),
    );
  });

  it('never turns a declined immigration answer into more than possible, and never into a no', () => {
    fc.assert(
      fc.property(household, (input) => {
        const as = (immigration: 'citizen' | 'declined'): ScreeningInput => ({
          ...input,
          household: input.household.map((person) => ({ ...person, immigration })),
        });
        const [citizens, silent] = [screen(as('citizen')), screen(as('declined'))];
        citizens.forEach((finding, at) => {
          expect(silent[at]?.result).toBe(finding.result === 'likely' ? 'possible' : finding.result);
        });
      }),
      runs(3000),
    );
  });
});
