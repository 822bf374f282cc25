import { CheckboxList } from '@/components/forms/checkbox-list';
import { DateParts } from '@/components/forms/date-parts';
import { SelectField } from '@/components/forms/select-field';
import { TextField } from '@/components/forms/text-field';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { ACCESS_NEEDS, type VisitDetails } from '@/lib/scheduling/model';
import { INTERPRETERS } from '@/lib/scheduling/model-forms';

export type Typed = Readonly<Record<string, string | readonly string[]>> | undefined;

/** What stands in a field: as typed in a refused form, or as kept before. */
export function textOf(typed: Typed, field: string, known: string | null | undefined): string {
  const value = typed?.[field];
  return typeof value === 'string' ? value : (known ?? '');
}

export interface DetailFieldsProps {
  readonly locale: Locale;
  readonly typed: Typed;
  readonly known: Partial<VisitDetails> | undefined;
  readonly problems: readonly FormProblem[];
}

function birthParts(typed: Typed, known: string | undefined) {
  const [year, month, day] = (known ?? '').split('-');
  const plain = (part: string | undefined) => part?.replace(/^0/, '');
  return {
    month: textOf(typed, 'birthDate-month', plain(month)),
    day: textOf(typed, 'birthDate-day', plain(day)),
    year: textOf(typed, 'birthDate-year', year),
  };
}

/** Name, birth date, interpreter, access needs. */
export function PersonFields({ locale, typed, known, problems }: DetailFieldsProps) {
  const t = translator(locale);
  const needs = typed ? [typed.accessNeeds ?? []].flat() : (known?.accessNeeds ?? []);
  return (
    <>
      <TextField
        name="firstName"
        label={t('appointments.details.firstName')}
        hint={t('appointments.details.firstNameHint')}
        error={problemOf(problems, 'firstName')}
        value={textOf(typed, 'firstName', known?.firstName)}
        autoComplete="given-name"
        width={20}
      />
      <TextField
        name="lastName"
        label={t('appointments.details.lastName')}
        error={problemOf(problems, 'lastName')}
        value={textOf(typed, 'lastName', known?.lastName)}
        autoComplete="family-name"
        width={20}
      />
      <DateParts
        locale={locale}
        name="birthDate"
        legend={t('appointments.details.birthDate')}
        hint={t('appointments.details.birthDateHint')}
        error={problemOf(problems, 'birthDate')}
        value={birthParts(typed, known?.birthDate)}
        autoComplete="bday"
      />
      <SelectField
        name="interpreter"
        label={t('appointments.details.interpreter')}
        hint={t('appointments.details.interpreterHint')}
        error={problemOf(problems, 'interpreter')}
        value={textOf(typed, 'interpreter', known?.interpreter ?? 'none')}
        options={INTERPRETERS.map((value) => ({ value, label: t(`appointments.interpreters.${value}`) }))}
      />
      <CheckboxList
        name="accessNeeds"
        legend={t('appointments.details.accessNeeds')}
        hint={t('appointments.details.accessNeedsHint')}
        values={needs}
        options={ACCESS_NEEDS.map((value) => ({ value, label: t(`appointments.access.${value}`) }))}
      />
    </>
  );
}
