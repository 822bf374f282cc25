import { PostForm } from '@/components/forms/post-form';
import { RadioList } from '@/components/forms/radio-list';
import { TextField } from '@/components/forms/text-field';
import { type FormProblem, fieldsOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { CONSENT_PERIODS, CONSENT_PURPOSES, CONSENT_SCOPES } from '@/lib/membership/model-consent';

/** A written consent, with every part that 42 CFR 2.31(a) asks for. */
export function ConsentForm({
  locale,
  problems,
  typed,
  action,
}: {
  locale: Locale;
  problems: readonly FormProblem[];
  typed: (name: string) => string;
  action: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  const field = fieldsOf(problems, typed);
  return (
    <PostForm action={action} id="form" fields={{ locale }} go={t('account.consents.go')}>
      <h2>{t('account.consents.newTitle')}</h2>
      <p>{t('account.consents.rights')}</p>
      <TextField
        {...field('recipient')}
        label={t('account.consents.recipient')}
        hint={t('account.consents.recipientHint')}
        autoComplete="off"
        width={20}
      />
      <RadioList
        {...field('scope')}
        legend={t('account.consents.scope')}
        options={CONSENT_SCOPES.map((value) => ({ value, label: t(`account.consents.scopes.${value}`) }))}
      />
      <RadioList
        {...field('purpose')}
        legend={t('account.consents.purpose')}
        options={CONSENT_PURPOSES.map((value) => ({ value, label: t(`account.consents.purposes.${value}`) }))}
      />
      <RadioList
        {...field('period')}
        legend={t('account.consents.period')}
        options={CONSENT_PERIODS.map((value) => ({ value, label: t(`account.consents.periods.${value}`) }))}
      />
      <TextField
        {...field('signature')}
        label={t('account.consents.signature')}
        hint={t('account.consents.signatureHint')}
        autoComplete="name"
        width={20}
      />
    </PostForm>
  );
}
