import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { Consent } from '@/lib/membership/model-consent';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { ButtonForm } from './button-form';

/** Consents of a person, newest first: to whom, what, why, until when, and the way to withdraw those in force. */
export function ConsentList({
  locale,
  consents,
  withdraw,
}: {
  locale: Locale;
  consents: readonly (Consent & { readonly inForce: boolean })[];
  withdraw: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  const day = (at: Date) => formatLongDate(at, locale, PLAN_ZONE);
  if (consents.length === 0) return <p>{t('account.consents.none')}</p>;
  const stateOf = ({ withdrawnAt, expiresAt, inForce }: (typeof consents)[number]) => {
    if (withdrawnAt) return t('account.consents.withdrawnOn', { date: day(withdrawnAt) });
    if (!expiresAt) return t('account.consents.open');
    return t(inForce ? 'account.consents.until' : 'account.consents.ended', { date: day(expiresAt) });
  };
  return (
    <ul className="facts">
      {consents.map((consent) => (
        <li key={consent.id}>
          <strong>{consent.recipient}</strong>
          <p>
            {t(`account.consents.scopes.${consent.scope}`)}. {t(`account.consents.purposes.${consent.purpose}`)}.
          </p>
          <p>
            {t('account.consents.given', { date: day(consent.givenAt), name: consent.signature })} {stateOf(consent)}
          </p>
          {consent.inForce ? (
            <ButtonForm locale={locale} action={withdraw} fields={{ id: consent.id }}>
              {t('account.consents.withdraw')}
            </ButtonForm>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
