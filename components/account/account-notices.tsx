import { ButtonLink } from '@/components/ui/button-link';
import { Notice } from '@/components/ui/notice';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { AccountView } from '@/lib/membership/model';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { ButtonForm } from './button-form';

type FormAction = (form: FormData) => Promise<void>;

/** What waits for the person in their account: a planned deletion, safe contact, things done in this browser. */
export function AccountNotices({
  locale,
  data: { account, adoptable, choiceHere },
  actions,
}: {
  locale: Locale;
  data: { readonly account: AccountView; readonly adoptable: number; readonly choiceHere: boolean };
  actions: { readonly adopt: FormAction; readonly keepChoice: FormAction; readonly keep: FormAction };
}) {
  const t = translator(locale);
  const { closesAt } = account;
  return (
    <>
      {closesAt ? (
        <Notice>
          <p>{t('account.home.closing', { date: formatLongDate(closesAt, locale, PLAN_ZONE) })}</p>
          <ButtonForm locale={locale} action={actions.keep} quiet={false}>
            {t('account.home.keep')}
          </ButtonForm>
        </Notice>
      ) : null}
      {account.profile.contact ? null : (
        <Notice>
          <p>{t('account.home.contactAsk')}</p>
          <ButtonLink href={`/${locale}/account/contact`}>{t('account.home.contactGo')}</ButtonLink>
        </Notice>
      )}
      <AdoptNotice locale={locale} adoptable={adoptable} adopt={actions.adopt} />
      {choiceHere ? (
        <Notice>
          <p>{t('account.home.choiceHere')}</p>
          <ButtonForm locale={locale} action={actions.keepChoice}>
            {t('account.home.keepChoice')}
          </ButtonForm>
        </Notice>
      ) : null}
    </>
  );
}

/** Visits booked in this browser that could be in the account. */
export function AdoptNotice({ locale, adoptable, adopt }: { locale: Locale; adoptable: number; adopt: FormAction }) {
  const t = translator(locale);
  if (adoptable === 0) return null;
  return (
    <Notice>
      <p>{t('account.home.here')}</p>
      <ButtonForm locale={locale} action={adopt}>
        {t('account.home.adopt')}
      </ButtonForm>
    </Notice>
  );
}
