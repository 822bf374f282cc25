import { DateParts } from '@/components/forms/date-parts';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import type { FormState } from '@/lib/http/form-cookie';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** What the payer needs to find somebody. */
export function CoverageForm({
  locale,
  kept,
  problems,
  action,
  again,
}: {
  locale: Locale;
  /** What was typed before, when the form was refused. */
  kept: FormState | null;
  problems: readonly FormProblem[];
  action: (form: FormData) => Promise<void>;
  /** True below an answer. */
  again: boolean;
}) {
  const t = translator(locale);
  const value = (name: string) => String(kept?.values[name] ?? '');
  const field = (name: 'memberId' | 'firstName' | 'lastName') => ({
    name,
    label: t(`eligibility.coverage.${name}`),
    error: problemOf(problems, name),
    value: value(name),
  });
  return (
    <form action={action} id="form" noValidate>
      {again ? <h2>{t('eligibility.coverage.again')}</h2> : null}
      <input type="hidden" name="locale" value={locale} />
      <TextField {...field('memberId')} hint={t('eligibility.coverage.memberIdHint')} autoComplete="off" width={20} />
      <TextField {...field('firstName')} hint={t('eligibility.coverage.nameHint')} autoComplete="given-name" />
      <TextField {...field('lastName')} autoComplete="family-name" />
      <DateParts
        locale={locale}
        name="birthDate"
        legend={t('eligibility.coverage.birthDate')}
        error={problemOf(problems, 'birthDate')}
        value={{ month: value('birthDate-month'), day: value('birthDate-day'), year: value('birthDate-year') }}
        autoComplete="bday"
      />
      <Submit>{t('eligibility.coverage.ask')}</Submit>
    </form>
  );
}
