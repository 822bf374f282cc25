import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

export interface FieldProblem {
  readonly field: string;
  /** Already translated; the same words as beside the field. */
  readonly message: string;
}

/**
 * What needs a fix, first thing on the page. The script moves focus here on load; without it the title's "Error:"
 * says it. Nothing is rendered when there is no error.
 */
export function ErrorSummary({ locale, errors }: { locale: Locale; errors: readonly FieldProblem[] }) {
  if (errors.length === 0) return null;
  return (
    <section className="problem" aria-labelledby="problem-title" tabIndex={-1} data-focus>
      <h2 id="problem-title">{translator(locale)('site.forms.problem')}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
