import 'server-only';
import { findJourney } from '@/lib/journey/queries';
import type { County } from '@/lib/organization/model';
import { findCounty } from '@/lib/organization/organization';
import { type EligibilityAnswers, mainPerson } from './answers';
import { type ComingRules, findComingRules } from './coming-rules';
import type { ToldStatuses } from './household-from-answers';
import type { Finding, Screening } from './model';
import { readAnswers, today } from './queries';
import { findUnanswered, pathOf } from './questions/table';
import { screenAnswers } from './screening';
import { readStatuses } from './status-cookie';

/** All that the result page and the county sheet show. */
export interface ResultDto {
  readonly answers: EligibilityAnswers;
  readonly screening: Screening;
  readonly main: Finding;
  readonly others: readonly Finding[];
  readonly county: County | null;
  readonly told: ToldStatuses;
  readonly coming: ComingRules | null;
  /** For coming back: read over the phone. */
  readonly code: string | null;
}

/** The result of the visitor's own answers, or the page (without language) of the first open question. */
export async function findResult(): Promise<{ result: ResultDto } | { openPath: string }> {
  const journey = await findJourney();
  const answers = readAnswers(journey);
  const open = findUnanswered(answers);
  if (open) return { openPath: pathOf(open) };
  const told = await readStatuses();
  const screening = screenAnswers(answers, today(), told);
  const key = mainPerson(answers);
  const main = screening.findings.find((finding) => finding.id === key) ?? screening.findings[0];
  if (!main) return { openPath: '/eligibility' };
  const result: ResultDto = {
    answers,
    screening,
    main,
    others: screening.findings.filter((finding) => finding !== main),
    county: answers.county ? findCounty(answers.county) : null,
    told,
    coming: findComingRules(answers, main.id, screening.asOf),
    code: journey?.code ?? null,
  };
  return { result };
}
