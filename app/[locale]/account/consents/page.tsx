import { AccountFrame } from '@/components/account/account-frame';
import { ConsentForm } from '@/components/account/consent-form';
import { ConsentList } from '@/components/account/consent-list';
import { systemClock } from '@/lib/clock';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { giveConsentAction, withdrawConsentAction } from '@/lib/membership/actions-consents';
import { listConsents } from '@/lib/membership/consents';
import { isInForce } from '@/lib/membership/model-consent';
import { accountPage } from '@/lib/membership/queries-page';

const DONE = ['consent', 'withdrawn'] as const;
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; done?: string }> };

/** To whom records of alcohol and drug treatment may be given on. The title names no condition: it stays in the history. */
export default async function ConsentsPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor } = await accountPage(locale, 'consents', 'account.consents');
  const now = systemClock.now();
  const consents = await pageData(locale, () => listConsents(actor));
  const { fix, done: code } = await searchParams;
  const kept = fix ? await findForm('account-consent') : null;
  const problems = formProblems(kept, t);
  const done = DONE.find((each) => each === code);
  return (
    <AccountFrame
      locale={locale}
      path="/account/consents"
      title={t('account.consents.title')}
      problems={problems}
      done={done && t(`account.done.${done}`)}
    >
      <p className="lead">{t('account.consents.lead')}</p>
      <p>{t('account.consents.today')}</p>
      <ConsentList
        locale={locale}
        consents={consents.map((consent) => ({ ...consent, inForce: isInForce(consent, now) }))}
        withdraw={withdrawConsentAction}
      />
      <hr className="rule" />
      <ConsentForm
        locale={locale}
        problems={problems}
        typed={(name) => String(kept?.values[name] ?? '')}
        action={giveConsentAction}
      />
    </AccountFrame>
  );
}
