import { type Asking, type Question, type Words, words } from './field';
import { personWords } from './people-words';

const SEVERAL_FIELDS_HINT: ReadonlySet<string> = new Set(['ages', 'money']);

/** The question in one line; names the person where each is asked apart. */
export function headingOf({ answers, person }: Asking, question: Question): Words {
  if (question.perPerson) return words(`eligibility.q.${question.id}.titleFor`, { person: personWords(answers, person) });
  if (question.id === 'now') return words(`eligibility.q.now.title_${answers.forWhom ?? 'self'}`);
  return words(`eligibility.q.${question.id}.title`);
}

/** What to keep in mind for the whole page, where its fields share it. */
export function hintOf(question: Question): Words | null {
  return SEVERAL_FIELDS_HINT.has(question.id) ? words(`eligibility.q.${question.id}.hint`) : null;
}
