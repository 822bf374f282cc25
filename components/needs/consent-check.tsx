import { RadioList } from '@/components/forms/radio-list';
import { SelectField } from '@/components/forms/select-field';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { instant } from '@/lib/clock';
import type { FormState } from '@/lib/http/form-cookie';
import { type FormProblem, fieldsOf } from '@/lib/http/form-problems';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { CONSENT_BASES, type ConsentCheck, LICENCES } from '@/lib/needs/model';
import { PLAN_ZONE } from '@/lib/organization/organization';

/** What was confirmed, by whom and when, in one sentence. */
export function consentCheckText({ basis, clinician, licence, at }: ConsentCheck, locale: Locale): string {
  const t = translator(locale);
  const date = formatLongDate(instant(at), locale, PLAN_ZONE);
  const facts = { date, clinician, basis: t(`needs.consent.${basis}`), licence: t(`needs.check.licences.${licence}`) };
  return t('needs.check.confirmed', facts);
}

/** A clinician's word on who agrees to the care: the ground, their name, their licence. For practices and the desk. */
export function ConsentCheckForm({
  locale,
  problems,
  kept,
  action,
}: {
  locale: Locale;
  problems: readonly FormProblem[];
  /** What was typed before it was refused. */
  kept: FormState | null;
  action: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  const field = fieldsOf(problems, (name) => String(kept?.values[name] ?? ''));
  return (
    <form action={action} noValidate autoComplete="off">
      <p>{t('needs.check.lead')}</p>
      <RadioList
        {...field('basis')}
        legend={t('needs.check.basis')}
        options={CONSENT_BASES.map((value) => ({ value, label: t(`needs.consent.${value}`) }))}
      />
      <TextField {...field('clinician')} label={t('needs.check.clinician')} autoComplete="off" width={20} />
      <SelectField
        {...field('licence')}
        label={t('needs.check.licence')}
        emptyLabel={t('needs.check.choose')}
        options={LICENCES.map((value) => ({ value, label: t(`needs.check.licences.${value}`) }))}
      />
      <Submit quiet>{t('needs.check.save')}</Submit>
    </form>
  );
}
