import { type EligibilityAnswers, isSettledEarly, mainPerson, OUTSIDE, type PersonKey } from '../answers';
import type { Asking, Question } from './field';
import { ages, family, home, taxes } from './home';
import { money } from './money';
import { county, now, who } from './opening';
import { about, details, savings, work } from './situations';

/** Every question of step 1 in the order in which it is asked. */
export const QUESTIONS: readonly Question[] = [who, county, now, home, ages, family, taxes, money, about, details, savings, work];

/** Asked even when the answers so far already settle the result. */
const OPENING: ReadonlySet<Question> = new Set([who, county, now]);

/** One page: a question, and the person it is about. */
export interface Asked {
  readonly question: Question;
  readonly person: PersonKey;
  /** The question's slug, numbered from the second person on. */
  readonly slug: string;
}

/** The pages that these answers lead through. */
export function listAsked(answers: EligibilityAnswers): readonly Asked[] {
  const settled = isSettledEarly(answers);
  return QUESTIONS.filter((question) => question.askWhen(answers) && (!settled || OPENING.has(question))).flatMap((question) =>
    (question.perPerson?.(answers) ?? [mainPerson(answers)]).map((person, at) => ({
      question,
      person,
      slug: at === 0 ? question.slug : `${question.slug}-${at + 1}`,
    })),
  );
}

export function askingOf(answers: EligibilityAnswers, asked: Asked): Asking {
  return { answers, person: asked.person };
}

export function findAsked(answers: EligibilityAnswers, slug: string): Asked | null {
  return listAsked(answers).find((asked) => asked.slug === slug) ?? null;
}

/** The first page without an answer, or null when all are answered. */
export function findUnanswered(answers: EligibilityAnswers): Asked | null {
  return listAsked(answers).find((asked) => !asked.question.isAnswered(askingOf(answers, asked))) ?? null;
}

/** Address of a page, without language. The first question stands on the start page. */
export function pathOf(asked: Asked): string {
  return asked.question === who ? '/eligibility' : `/eligibility/${asked.slug}`;
}

/** Where "Continue" leads: the next page in order; after a change from the check page only what is missing. */
export function nextPath(answers: EligibilityAnswers, slug: string, fromCheck: boolean): string {
  const settled = isSettledEarly(answers);
  const end = settled || answers.county === OUTSIDE ? '/eligibility/result' : '/eligibility/check';
  const asked = listAsked(answers);
  const missing = findUnanswered(answers);
  if (fromCheck) return missing ? pathOf(missing) : end;
  const next = asked[asked.findIndex((one) => one.slug === slug) + 1];
  return next ? pathOf(next) : missing ? pathOf(missing) : end;
}

/** Where "Back" leads; null on the first page. */
export function backPath(answers: EligibilityAnswers, slug: string): string | null {
  const asked = listAsked(answers);
  const before = asked[asked.findIndex((one) => one.slug === slug) - 1];
  return before ? pathOf(before) : null;
}
