import { AccountFrame } from '@/components/account/account-frame';
import { ButtonForm } from '@/components/account/button-form';
import { Notice } from '@/components/ui/notice';
import { findForm } from '@/lib/http/form-cookie';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { makeRecoveryCodesAction } from '@/lib/membership/actions';
import { accountPage } from '@/lib/membership/queries-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ done?: string }> };

export default async function KeysPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  await accountPage(locale, 'keys', 'account.passkeys');
  const kept = (await searchParams).done ? await findForm('recovery-codes') : null;
  const codes = kept ? [kept.values.codes].flat().filter((code) => typeof code === 'string') : [];
  return (
    <AccountFrame locale={locale} path="/account/keys" title={t('account.keys.title')}>
      {codes.length > 0 ? (
        <Notice tone="done" heading={t('account.keys.made')}>
          <ul>
            {codes.map((code) => (
              <li key={code}>
                <strong>{code}</strong>
              </li>
            ))}
          </ul>
          <p>{t('account.keys.print')}</p>
        </Notice>
      ) : null}
      <h2>{t('account.keys.codesTitle')}</h2>
      <p>{t('account.keys.codesText')}</p>
      <ButtonForm locale={locale} action={makeRecoveryCodesAction} quiet={false}>
        {t('account.keys.make')}
      </ButtonForm>
      <p className="hint">{t('account.keys.makeHint')}</p>
    </AccountFrame>
  );
}
