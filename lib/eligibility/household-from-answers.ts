import type { PlainDateString } from '@/lib/clock';
import { findCounty } from '@/lib/organization/organization';
import {
  type AskedIncome,
  type EligibilityAnswers,
  isChildKey,
  listEarners,
  listPeople,
  mainPerson,
  OUTSIDE,
  type PersonKey,
  peopleIn,
  type Situation,
} from './answers';
import type { Income, Person, ScreeningInput, TaxUnit } from './model';
import { exemptionsIn } from './questions/situations';
import type { ImmigrationStatus, IncomeType } from './vocabulary';

/** Told on the result page only, and never saved: see `status-cookie.ts`. */
export interface ToldStatus {
  readonly status: ImmigrationStatus;
  readonly years?: number | undefined;
}
export type ToldStatuses = Readonly<Partial<Record<PersonKey, ToldStatus>>>;

const INCOME_TYPE: Readonly<Record<AskedIncome, IncomeType>> = {
  wages: 'wages',
  wages2: 'wages',
  self_employment: 'self_employment',
  social_security: 'social_security',
  ssdi: 'ssdi',
  unemployment: 'unemployment',
  va_disability: 'va_disability',
  other: 'other',
};

/** Ages for early results, which do not depend on age. */
const ANY_ADULT = 40;
const ANY_CHILD = 10;

function incomeOf(answers: EligibilityAnswers, key: PersonKey): Income[] {
  if (!listEarners(answers).includes(key)) return [];
  return (answers.money?.[key]?.rows ?? []).map(({ kind, ...row }) => ({ type: INCOME_TYPE[kind], ...row }));
}

function benefitsOf(answers: EligibilityAnswers): Pick<Person, 'has' | 'receives'> {
  const told = answers.benefits ?? [];
  const receives: NonNullable<Person['receives']> = [
    ...(told.includes('ssi') ? (['ssi'] as const) : []),
    ...(told.includes('work_first') ? (['work_first'] as const) : []),
    // The form does not ask which of the three kinds: all lead to the same result.
    ...(told.includes('special_assistance') ? (['saa'] as const) : []),
  ];
  return { receives, ...(told.includes('medicaid') ? { has: 'medicaid' as const } : {}) };
}

function situationOf(answers: EligibilityAnswers, key: PersonKey): Partial<Person> {
  const is = (situation: Situation) => peopleIn(answers, situation).includes(key);
  const { details } = answers;
  const disability = is('disability_ssa') ? 'ssa' : is('disability_self') ? 'self' : undefined;
  return {
    ...(is('pregnant') ? { pregnant: true, expectedBabies: details?.babies ?? 1 } : {}),
    ...(is('postpartum') ? { postpartumMonths: details?.monthsSince ?? 0 } : {}),
    ...(is('postpartum') && details?.hadMedicaid !== 'unsure' ? { hadMedicaidInPregnancy: details?.hadMedicaid === 'yes' } : {}),
    ...(disability ? { disability } : {}),
    ...(is('blind') ? { blind: true } : {}),
    ...(is('medicare') ? { medicare: true } : {}),
    ...(is('foster_now') ? { inFosterCare: true } : {}),
    ...(is('foster_past') ? { formerFosterCare: true } : {}),
  };
}

/** Savings are asked once for a couple: told by one, nothing more with the other. */
function savingsOf(answers: EligibilityAnswers, key: PersonKey): Partial<Person> {
  const { savings } = answers;
  if (!savings) return {};
  const first = key === 'you';
  const told = savings.assets === null ? {} : { assets: first ? savings.assets : 0 };
  return savings.bills === null ? told : { ...told, medicalBillsMonthly: savings.bills };
}

function personOf(answers: EligibilityAnswers, key: PersonKey, told: ToldStatuses): Person {
  const main = mainPerson(answers);
  const status = told[key];
  const parents = isChildKey(key) ? ['you', ...(answers.shared?.includes(key) ? ['spouse'] : [])] : [];
  return {
    id: key,
    age: answers.ages?.[key] ?? (isChildKey(key) ? ANY_CHILD : ANY_ADULT),
    parents,
    ...(key === 'you' && answers.home?.partner === 'married' ? { spouse: 'spouse' } : {}),
    ...(key === main ? benefitsOf(answers) : {}),
    ...situationOf(answers, key),
    ...savingsOf(answers, key),
    ...(key === main ? { exempt: exemptionsIn(answers), ...(answers.work?.includes('hours') ? { hoursPerMonth: 80 } : {}) } : {}),
    income: incomeOf(answers, key),
    ...(status ? { immigration: status.status, ...(status.years === undefined ? {} : { yearsInStatus: status.years }) } : {}),
  };
}

interface Taxes {
  readonly taxUnits: TaxUnit[];
  readonly claimedElsewhere: string[];
}

/** Tax units under one reading of what was told; `own` replaces an unsure answer. */
function taxesOf(answers: EligibilityAnswers, own: 'joint' | 'alone' | 'no' | 'claimed'): Taxes {
  const people = listPeople(answers);
  const claims = answers.taxes?.claims ?? {};
  const claimed = (by: string) => people.filter((key) => isChildKey(key) && claims[key] === by);
  const taxUnits: TaxUnit[] = [];
  if (own === 'joint' || own === 'alone') {
    const filers = own === 'joint' ? ['you', 'spouse'] : ['you'];
    taxUnits.push({ filers, dependents: [...claimed('us'), ...people.filter((key) => key.startsWith('other'))] });
  }
  const partnerClaims = claimed('partner');
  const partnerFiles = answers.taxes?.partnerFiles === 'yes' || partnerClaims.length > 0;
  if (answers.home?.partner === 'partner' && partnerFiles) taxUnits.push({ filers: ['spouse'], dependents: partnerClaims });
  return { taxUnits, claimedElsewhere: [...(own === 'claimed' ? ['you'] : []), ...claimed('outside')] };
}

/** What the person may mean: one reading when they told, each likely one when they are not sure. */
function readingsOf(answers: EligibilityAnswers): readonly ('joint' | 'alone' | 'no' | 'claimed')[] {
  const own = answers.taxes?.own;
  if (own === undefined) return ['no'];
  if (own !== 'unsure' && own !== 'declined') return [own];
  return answers.home?.partner === 'married' ? ['joint', 'no'] : ['alone', 'no'];
}

/** True when someone's money is not known: income tests then say "possible", never a guess. */
function isIncomeUnknown(answers: EligibilityAnswers): boolean {
  if (answers.earners?.some((one) => one === 'unsure' || one === 'declined')) return true;
  return listEarners(answers).some((key) => {
    const told = answers.money?.[key]?.told;
    return told === 'unsure' || told === 'declined';
  });
}

/**
 * The answers of the pages as input of the engine. More than one when a tax question was answered "not sure": if the
 * readings disagree, the result is only "possible".
 */
export function buildScreeningInputs(
  answers: EligibilityAnswers,
  asOf: PlainDateString,
  told: ToldStatuses,
): readonly ScreeningInput[] {
  const early = answers.ages === undefined;
  const people = early ? [mainPerson(answers)] : listPeople(answers);
  const household = people.map((key) => {
    const person = personOf(answers, key, told);
    return early ? { ...person, parents: [] } : person;
  });
  const county = answers.county ? findCounty(answers.county) : null;
  const base = {
    asOf,
    state: answers.county === OUTSIDE ? 'ZZ' : 'NC',
    county: county?.fips ?? null,
    household,
    incomeDeclined: isIncomeUnknown(answers),
  };
  if (early) return [base];
  return readingsOf(answers).map((own) => ({ ...base, ...taxesOf(answers, own) }));
}
