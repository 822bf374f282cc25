import 'server-only';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import { AppError, type FieldErrors } from '@/lib/app-error';
import { asExpected } from '@/lib/db/failure';
import { dropForm, keepForm } from '@/lib/http/form-cookie';
import { logger } from '@/lib/logger';

/** Text fields of a form; a name that occurs more than once, or ends in `[]`, becomes a list under the bare name. */
export type FormValues = Record<string, string | string[]>;

/** Reads what a browser posted. Framework fields (`$ACTION…`) and files are left out. */
export function formValues(form: unknown): FormValues {
  const values: FormValues = {};
  // Bound arguments come back from the browser too; without one of them the form stands in another's place.
  if (!(form instanceof FormData)) return values;
  for (const key of new Set(form.keys())) {
    if (key.startsWith('$')) continue;
    const texts = form.getAll(key).filter((value): value is string => typeof value === 'string');
    if (key.endsWith('[]')) values[key.slice(0, -2)] = texts;
    else values[key] = texts.length > 1 ? texts : (texts[0] ?? '');
  }
  return values;
}

/**
 * Field → message key, from a failed parse; the first message of each field wins.
 * Schemas put message keys (such as `county.choose`) where zod has texts.
 */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form');
    fields[field] ??= issue.message;
  }
  return fields;
}

export interface FormActionPlan<Schema extends z.ZodType> {
  /** Names the form; its page reads the kept state under the same name. */
  readonly formId: string;
  readonly schema: Schema;
  /** Where a refused form is shown again; `?fix=1` is added. */
  readonly page: string;
  /** Runs the command and returns where to go next. */
  readonly run: (input: z.output<Schema>) => Promise<string>;
  /** Fields that never go into the kept state, such as codes. */
  readonly forget?: readonly string[];
}

/**
 * The one way a form reaches a command: parse, run, 303 to the next page; on refusal keep what was typed and
 * 303 back with the reasons. Unexpected errors pass through to the error page.
 */
export async function runForm<Schema extends z.ZodType>(form: FormData, plan: FormActionPlan<Schema>): Promise<never> {
  const values = formValues(form);
  const parsed = plan.schema.safeParse(values);
  let next: string;
  if (parsed.success) {
    try {
      next = await plan.run(parsed.data);
      await dropForm();
    } catch (thrown) {
      const error = asExpected(thrown);
      if (!(error instanceof AppError)) throw error;
      next = await refuse(plan, values, error.fields, error.code);
    }
  } else {
    next = await refuse(plan, values, fieldErrors(parsed.error), undefined);
  }
  // Outside the try: redirect() works by throwing.
  redirect(next);
}

/**
 * The way of a button that has nothing to correct: what is refused leads back to its page, without a session to the
 * sign-in. Only bugs pass through to the error page.
 */
export async function runButton(plan: {
  readonly page: string;
  readonly signIn?: string;
  readonly run: () => Promise<string>;
}): Promise<never> {
  let next: string;
  try {
    next = await plan.run();
  } catch (thrown) {
    const error = asExpected(thrown);
    if (!(error instanceof AppError)) throw error;
    logger.info({ event: 'button.refused', code: error.code });
    next = error.code === 'SIGN_IN_NEEDED' && plan.signIn ? plan.signIn : plan.page;
    if (error.code === 'UNAVAILABLE') next = `${plan.page.slice(0, 3)}/unavailable`;
  }
  redirect(next);
}

async function refuse(
  plan: { formId: string; page: string; forget?: readonly string[] },
  values: FormValues,
  errors: FieldErrors,
  code: string | undefined,
): Promise<string> {
  // Which form and why, never what was typed: many of these are somebody trying doors (ASVS 16.3.2, 16.3.3).
  logger.info({ event: 'form.refused', name: plan.formId, code: code ?? 'INVALID', count: Object.keys(errors).length });
  const kept = Object.fromEntries(Object.entries(values).filter(([field]) => !plan.forget?.includes(field)));
  await keepForm({ formId: plan.formId, values: kept, errors, code });
  return `${plan.page}${plan.page.includes('?') ? '&' : '?'}fix=1`;
}
