import fc from 'fast-check';
import type { ScreeningInput } from '@/lib/eligibility/model';
import { BENEFITS, IMMIGRATION_STATUSES, INCOME_TYPES, PAY_PERIODS, WORK_EXEMPTIONS } from '@/lib/eligibility/vocabulary';

const dollars = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((cents) => cents / 100);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });

const income = fc.oneof(
  fc.record({ type: fc.constantFrom(...INCOME_TYPES), amount: dollars(4000), per: fc.constant('month' as const) }),
  fc.record({
    type: fc.constantFrom(...INCOME_TYPES),
    amount: dollars(2500),
    per: fc.constantFrom(...PAY_PERIODS),
    hoursPerWeek: fc.integer({ min: 0, max: 60 }),
  }),
);

const person = fc.record({
  age: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 1, 13, 17, 18, 19, 20, 21, 25, 26, 64, 65)),
  pregnant: rarely(fc.boolean()),
  expectedBabies: rarely(fc.integer({ min: 1, max: 3 })),
  postpartumMonths: rarely(fc.integer({ min: 0, max: 14 })),
  hadMedicaidInPregnancy: rarely(fc.boolean()),
  motherHadMedicaidAtBirth: rarely(fc.boolean()),
  disability: rarely(fc.constantFrom('ssa' as const, 'self' as const)),
  ssdiMonths: rarely(fc.integer({ min: 0, max: 40 })),
  blind: rarely(fc.boolean()),
  medicare: maybe(fc.boolean()),
  receives: rarely(fc.constantFrom(...BENEFITS)),
  inFosterCare: rarely(fc.boolean()),
  formerFosterCare: rarely(fc.boolean()),
  student: rarely(fc.boolean()),
  housing: rarely(fc.constantFrom('home', 'jail', 'shelter')),
  immigration: maybe(fc.constantFrom(...IMMIGRATION_STATUSES)),
  yearsInStatus: maybe(fc.integer({ min: 0, max: 10 })),
  assets: maybe(dollars(16_000)),
  medicalBillsMonthly: rarely(dollars(3000)),
  has: rarely(fc.constantFrom('medicaid' as const, 'family_planning' as const)),
  insurance: rarely(fc.boolean()),
  hoursPerMonth: rarely(fc.integer({ min: 0, max: 160 })),
  exempt: rarely(fc.constantFrom(...WORK_EXEMPTIONS)),
  income: fc.array(income, { maxLength: 3 }),
});

const days = fc.constantFrom(
  '2024-04-01',
  '2025-03-31',
  '2025-12-31',
  '2026-03-31',
  '2026-04-01',
  '2026-09-30',
  '2026-10-01',
  '2026-11-22',
  '2026-12-31',
  '2027-01-01',
  '2027-04-01',
  '2028-12-31',
);

/** Random households of one to six people with families, tax units and every optional answer, all schema-valid. */
export const household: fc.Arbitrary<ScreeningInput> = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: 6 }),
    asOf: days,
    incomeDeclined: fc.option(fc.boolean(), { nil: false, freq: 1 }),
    state: fc.oneof({ weight: 20, arbitrary: fc.constant('NC') }, { weight: 1, arbitrary: fc.constant('SC') }),
    /** For each person: whether married to the next, whose child, who claims. */
    married: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    parent: fc.array(fc.integer({ min: -3, max: 5 }), { minLength: 6, maxLength: 6 }),
    second: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 6, maxLength: 6 }),
    claim: fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 6, maxLength: 6 }),
    jointly: fc.boolean(),
  })
  .map(({ people, asOf, incomeDeclined, state, married, parent, second, claim, jointly }) => {
    const spouse = new Map<number, number>();
    for (let at = 0; at + 1 < people.length; at++) {
      if (married[at] && !spouse.has(at)) {
        spouse.set(at, at + 1);
        spouse.set(at + 1, at);
      }
    }
    const id = (at: number) => `p${at}`;
    const isBefore = (at: number | undefined, self: number): at is number => at !== undefined && at >= 0 && at < self;
    const claimer = new Map<number, number>();
    const claimedElsewhere: string[] = [];
    for (let at = 1; at < people.length; at++) {
      const by = claim[at] ?? -1;
      if (isBefore(by, at) && !claimer.has(by)) claimer.set(at, by);
      else if (by === 6) claimedElsewhere.push(id(at));
    }
    const filed = new Set<number>();
    const taxUnits: { filers: string[]; dependents: string[] }[] = [];
    for (let at = 0; at < people.length; at++) {
      const dependents = [...claimer].filter(([, by]) => by === at).map(([child]) => child);
      if (claimer.has(at) || filed.has(at) || (dependents.length === 0 && claim[at] === -3)) continue;
      const with_ = spouse.get(at);
      const joint = jointly && with_ !== undefined && !filed.has(with_) && !claimer.has(with_);
      const filers = joint ? [at, with_] : [at];
      for (const filer of filers) filed.add(filer);
      taxUnits.push({
        filers: filers.map(id),
        dependents: [...claimer]
          .filter(([child, by]) => filers.includes(by) && !filers.includes(child))
          .map(([child]) => id(child)),
      });
    }
    return {
      asOf: asOf as ScreeningInput['asOf'],
      state,
      county: null,
      incomeDeclined,
      claimedElsewhere,
      taxUnits,
      household: people.map((one, at) => ({
        ...one,
        id: id(at),
        spouse: spouse.has(at) ? id(spouse.get(at) ?? 0) : null,
        parents: [...new Set([parent[at], second[at]].filter((by) => isBefore(by, at) && spouse.get(at) !== by))].map((by) =>
          id(by ?? 0),
        ),
      })),
    };
  });
