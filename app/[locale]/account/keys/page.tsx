import { AccountFrame } from '@/components/account/account-frame';
import { ButtonForm } from '@/components/account/button-form';
import { PasskeyForm } from '@/components/account/passkey-form';
import { PasskeyList } from '@/components/account/passkey-list';
import { RecoveryCodes } from '@/components/account/recovery-codes';
import { SessionList } from '@/components/account/session-list';
import { addPasskeyAction, removePasskeyAction } from '@/lib/auth/actions-passkey';
import { getPasskeys } from '@/lib/auth/passkeys';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { makeRecoveryCodesAction } from '@/lib/membership/actions';
import { endOtherSessionsAction, endSessionAction } from '@/lib/membership/actions-sessions';
import { accountPage } from '@/lib/membership/queries-page';
import { revealRecoveryCodes } from '@/lib/membership/recovery-codes';
import { listOwnSessions } from '@/lib/membership/sessions';

const DONE = ['passkey', 'removed', 'sessions'] as const;
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ done?: string; fix?: string }> };

export default async function KeysPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor } = await accountPage(locale, 'keys', 'account.passkeys');
  const { done: code, fix } = await searchParams;
  const done = DONE.find((each) => each === code);
  const problems = formProblems(fix ? await findForm('passkey') : null, t);
  const passkeys = await pageData(locale, () => getPasskeys(actor));
  const sessions = await pageData(locale, () => listOwnSessions(actor));
  const codes = code === 'made' ? await pageData(locale, () => revealRecoveryCodes(actor)) : [];
  return (
    <AccountFrame
      locale={locale}
      path="/account/keys"
      title={t('account.keys.title')}
      problems={problems}
      done={done && t(`account.done.${done}`)}
    >
      <RecoveryCodes locale={locale} codes={codes} />
      <h2>{t('account.keys.passkeyTitle')}</h2>
      <p>{t('account.keys.passkeyText')}</p>
      <PasskeyList locale={locale} passkeys={passkeys} remove={removePasskeyAction} />
      <div id="form">
        <PasskeyForm
          locale={locale}
          purpose="register"
          action={addPasskeyAction}
          heading={t('account.keys.passkeyAddTitle')}
          text={t('account.keys.passkeyAddText')}
          button={t('account.keys.passkeyAdd')}
        />
      </div>
      <h2>{t('account.keys.codesTitle')}</h2>
      <p>{t('account.keys.codesText')}</p>
      <ButtonForm locale={locale} action={makeRecoveryCodesAction} quiet={false}>
        {t('account.keys.make')}
      </ButtonForm>
      <p className="hint">{t('account.keys.makeHint')}</p>
      <SessionList locale={locale} sessions={sessions} end={endSessionAction} endOthers={endOtherSessionsAction} />
    </AccountFrame>
  );
}
