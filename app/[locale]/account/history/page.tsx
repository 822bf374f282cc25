import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { HistoryList } from '@/components/account/history-list';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction } from '@/lib/membership/actions';
import { listWhoLooked } from '@/lib/membership/queries';
import { accountPage } from '@/lib/membership/queries-page';

export default async function HistoryPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'history', 'account.read');
  const entries = await pageData(locale, () => listWhoLooked(actor));
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  return (
    <AccountFrame locale={locale} path="/account/history" title={t('account.history.title')} acting={bar}>
      <p className="lead">{t('account.history.lead')}</p>
      <HistoryList locale={locale} entries={entries} />
    </AccountFrame>
  );
}
