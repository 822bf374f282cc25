import { CheckboxList } from '@/components/forms/checkbox-list';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PasskeyForm } from './passkey-form';

/** The other way in, for people who added a passkey before. */
export function PasskeySignIn({
  locale,
  action,
  to,
}: {
  locale: Locale;
  action: (form: FormData) => Promise<void>;
  /** The code of the page it leads to. */
  to: string;
}) {
  const t = translator(locale);
  return (
    <PasskeyForm
      locale={locale}
      purpose="sign-in"
      action={action}
      fields={{ to }}
      heading={t('signIn.passkey.title')}
      text={t('signIn.passkey.text')}
      button={t('signIn.passkey.go')}
    >
      <CheckboxList
        name="others"
        legend={t('signIn.passkey.where')}
        options={[{ value: 'yes', label: t('signIn.passkey.others') }]}
      />
    </PasskeyForm>
  );
}
