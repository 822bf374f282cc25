/** Closed word lists of the screening: API values, stored answers and findings use these codes verbatim. */

export const SCREENING_GROUPS = [
  'SSI',
  'WORK_FIRST',
  'SPECIAL_ASSISTANCE',
  'FOSTER_CARE',
  'FORMER_FOSTER_CARE',
  'DEEMED_NEWBORN',
  'CHILD',
  'PREGNANT',
  'POSTPARTUM',
  'PARENT_CARETAKER',
  'EXPANSION_ADULT',
  'ABD',
  'MEDICALLY_NEEDY',
  'WORKING_DISABLED',
  'FAMILY_PLANNING',
  'MSP_QMB',
  'MSP_SLMB',
  'MSP_QI',
  'EMERGENCY_ONLY',
] as const;
export type ScreeningGroup = (typeof SCREENING_GROUPS)[number];

/** From the strongest to the weakest; the best one a person reaches is their result. */
export const SCREENING_RESULTS = [
  'already_enrolled',
  'automatic',
  'likely',
  'possible',
  'limited',
  'emergency_only',
  'unlikely',
  'not_nc',
] as const;
export type ScreeningResult = (typeof SCREENING_RESULTS)[number];

export const NEXT_STEPS = [
  'choose_provider',
  'confirm_coverage_then_choose_provider',
  'apply_dss',
  'call_lme_state_funded',
  'other_state',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

export const WORK_RULE_STATES = ['not_subject', 'exempt', 'met', 'not_met'] as const;
export type WorkRuleState = (typeof WORK_RULE_STATES)[number];

export const BENEFITS = ['ssi', 'work_first', 'saa', 'sad', 'sab'] as const;

export const IMMIGRATION_STATUSES = [
  'citizen',
  'lpr',
  'refugee',
  'asylee',
  'cuban_haitian',
  'cofa',
  'daca',
  'undocumented',
  'other_lawful',
  'declined',
] as const;
export type ImmigrationStatus = (typeof IMMIGRATION_STATUSES)[number];

export const INCOME_TYPES = [
  'wages',
  'self_employment',
  'ssdi',
  'social_security',
  'ssi',
  'unemployment',
  'child_support',
  'va_disability',
  'work_first',
  'pension',
  'other',
] as const;
export type IncomeType = (typeof INCOME_TYPES)[number];

export const PAY_PERIODS = ['hour', 'week', 'two_weeks', 'twice_month', 'month', 'year'] as const;
export type PayPeriod = (typeof PAY_PERIODS)[number];

/** Reasons why the 2027 work rule does not ask anything of a person (42 U.S.C. 1396a(xx), G.S. 108A-55.7). */
export const WORK_EXEMPTIONS = [
  'medically_frail_sud',
  'medically_frail_mental',
  'medically_frail_idd',
  'medically_frail_physical',
  'medically_frail_other',
  'in_treatment',
  'caregiver',
  'student',
  'pregnant',
  'postpartum',
  'former_foster_care',
  'american_indian',
  'veteran_disabled',
  'snap_work',
  'work_first',
  'medicare',
  'inmate',
  'released',
  'hardship',
] as const;
export type WorkExemption = (typeof WORK_EXEMPTIONS)[number];
