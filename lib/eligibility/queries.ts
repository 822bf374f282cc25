import 'server-only';
import { plainDateAt, systemClock } from '@/lib/clock';
import { type Journey, readSlice } from '@/lib/journey/model';
import { findCounty, PLAN_ZONE } from '@/lib/organization/organization';
import { type EligibilityAnswers, EligibilityAnswersSchema, type ForWhom, isSettledEarly, mainPerson } from './answers';
import { findUnanswered } from './questions/table';
import { screenAnswers } from './screening';

/** The answers saved so far; empty when there are none. */
export function readAnswers(journey: Journey | null): EligibilityAnswers {
  return readSlice(journey, 'eligibility', EligibilityAnswersSchema) ?? {};
}

/** Today in the plan's zone: the day whose rules apply. */
export function today() {
  return plainDateAt(systemClock.now(), PLAN_ZONE);
}

export const AGE_BANDS = ['child', 'young_adult', 'adult', 'senior'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** All that step 2 learns from step 1. */
export interface CoverageSummary {
  readonly countyFips: string | null;
  /** 0-17, 18-25, 26-64, 65 and over; null when age was not asked. */
  readonly ageBand: AgeBand | null;
  readonly coverage: 'medicaid' | 'likely_medicaid' | 'state_funded' | 'unknown';
  readonly forWhom: ForWhom | null;
}

function ageBandOf(age: number | undefined): AgeBand | null {
  if (age === undefined) return null;
  if (age < 18) return 'child';
  if (age < 26) return 'young_adult';
  return age < 65 ? 'adult' : 'senior';
}

const COVERAGE: Readonly<Record<string, CoverageSummary['coverage']>> = {
  already_enrolled: 'medicaid',
  automatic: 'medicaid',
  likely: 'likely_medicaid',
  possible: 'unknown',
  limited: 'state_funded',
  emergency_only: 'state_funded',
  unlikely: 'state_funded',
  not_nc: 'unknown',
};

/**
 * What step 1 hands over: county, age band, coverage and whom it is for, and nothing else. Never throws: without
 * answers everything is unknown. Immigration answers are not in the journey and so never reach step 2.
 */
export function findCoverageSummary(journey: Journey | null): CoverageSummary {
  const answers = readAnswers(journey);
  const main = mainPerson(answers);
  const finished = answers.forWhom !== undefined && (isSettledEarly(answers) || findUnanswered(answers) === null);
  const finding = finished ? screenAnswers(answers, today()).findings.find((one) => one.id === main) : undefined;
  return {
    countyFips: answers.county ? (findCounty(answers.county)?.fips ?? null) : null,
    ageBand: ageBandOf(answers.ages?.[main]) ?? (answers.forWhom === 'child' ? 'child' : null),
    coverage: finding ? (COVERAGE[finding.result] ?? 'unknown') : 'unknown',
    forWhom: answers.forWhom ?? null,
  };
}
