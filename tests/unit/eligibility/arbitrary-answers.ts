import fc from 'fast-check';
import { type EligibilityAnswers, EligibilityAnswersSchema } from '@/lib/eligibility/answers';
import type { Field } from '@/lib/eligibility/questions/field';
import { askingOf, findUnanswered } from '@/lib/eligibility/questions/table';

type Values = Record<string, string | string[]>;

/** Fills a field the way a person could, from a stream of random numbers. */
function fill(field: Field, next: () => number, values: Values): void {
  if (field.kind === 'group') {
    for (const inner of field.fields) fill(inner, next, values);
  } else if (field.kind === 'text') {
    values[field.name] = textFor(field.name, next);
  } else {
    const choice = field.choices[next() % field.choices.length]?.value ?? '';
    values[field.name] = field.kind === 'checkboxes' ? [choice] : choice;
  }
}

function textFor(name: string, next: () => number): string {
  if (name === 'children') return String(1 + (next() % 3));
  if (name === 'others') return String(next() % 2);
  if (name.startsWith('age-child')) return String(next() % 19);
  if (name.startsWith('age-')) return String(19 + (next() % 70));
  if (name.startsWith('hours-')) return String(5 + (next() % 40));
  if (name === 'assets' || name === 'bills') return next() % 2 ? '' : String(next() % 5000);
  return String(next() % 3000);
}

/** Complete answers made by walking the question table, page by page, as posted forms. */
export const walkedAnswers: fc.Arbitrary<{ answers: EligibilityAnswers; pages: readonly string[] }> = fc
  .array(fc.nat(9999), { minLength: 60, maxLength: 60 })
  .map((numbers) => {
    let at = 0;
    const next = () => numbers[at++ % numbers.length] ?? 0;
    let answers: EligibilityAnswers = {};
    const pages: string[] = [];
    for (let asked = findUnanswered(answers); asked && pages.length < 40; asked = findUnanswered(answers)) {
      pages.push(asked.slug);
      const asking = askingOf(answers, asked);
      const values: Values = {};
      for (const field of asked.question.fields(asking)) fill(field, next, values);
      const parsed = asked.question.schema(asking).safeParse(values);
      if (!parsed.success) throw new Error(`${asked.slug} refused ${JSON.stringify(values)}: ${parsed.error.message}`);
      answers = EligibilityAnswersSchema.parse({ ...answers, ...parsed.data });
    }
    return { answers, pages };
  });
