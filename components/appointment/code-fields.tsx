import { DateParts } from '@/components/forms/date-parts';
import { TextField } from '@/components/forms/text-field';
import type { FormState } from '@/lib/http/form-cookie';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** What opens a visit that was booked without an account: its code and the birth date. The code is never filled in again. */
export function CodeFields({
  locale,
  kept,
  problems,
}: {
  locale: Locale;
  /** The refused form, if it was one. */
  kept: FormState | null;
  problems: readonly FormProblem[];
}) {
  const t = translator(locale);
  const typed = (part: string) => {
    const value = kept?.values[`birthDate-${part}`];
    return typeof value === 'string' ? value : '';
  };
  return (
    <>
      <TextField
        name="code"
        label={t('appointments.manage.code')}
        hint={t('appointments.manage.codeHint')}
        error={problemOf(problems, 'code')}
        autoComplete="one-time-code"
        width={10}
      />
      <DateParts
        locale={locale}
        name="birthDate"
        legend={t('appointments.details.birthDate')}
        error={problemOf(problems, 'birthDate')}
        value={{ month: typed('month'), day: typed('day'), year: typed('year') }}
        autoComplete="bday"
      />
    </>
  );
}
