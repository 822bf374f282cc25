import type { FormState } from '@/lib/http/form-cookie';
import type { MessageKey, Translator } from '@/lib/i18n/translator';

/** One thing to fix, in the person's language: for the error summary and for the field itself. */
export interface FormProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * What a refused form must say. Schemas and errors carry full message keys. A failure that was no field's fault is
 * said about `form`, so that the summary links to the form itself.
 */
export function formProblems(state: FormState | null, t: Translator): readonly FormProblem[] {
  if (!state) return [];
  const problems = Object.entries(state.errors).map(([field, key]) => ({ field, message: t(key as MessageKey) }));
  if (problems.length > 0 || !state.code) return problems;
  return [{ field: 'form', message: t(`errors.${state.code}` as MessageKey) }];
}

/** What each field of a form is given: its name, what is wrong with it, and what was typed. */
export function fieldsOf(problems: readonly FormProblem[], typed: (name: string) => string) {
  return (name: string) => ({ name, error: problemOf(problems, name), value: typed(name) });
}

/** The message of one field, or undefined when it is fine. */
export function problemOf(problems: readonly FormProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message;
}
