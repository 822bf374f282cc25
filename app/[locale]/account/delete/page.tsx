import { AccountFrame } from '@/components/account/account-frame';
import { CheckboxList } from '@/components/forms/checkbox-list';
import { Submit } from '@/components/forms/submit';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { closeAccountAction } from '@/lib/membership/actions';
import { accountPage } from '@/lib/membership/queries-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

export default async function DeleteAccountPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  await accountPage(locale, 'delete', 'account.delete');
  const problems = formProblems((await searchParams).fix ? await findForm('account-delete') : null, t);
  return (
    <AccountFrame locale={locale} path="/account/delete" title={t('account.delete.title')} problems={problems}>
      <p className="lead">{t('account.delete.lead')}</p>
      <p>{t('account.delete.stays')}</p>
      <p className="go">
        <a href={`/${locale}/account/export`}>{t('account.home.export')}</a>
      </p>
      <form action={closeAccountAction} id="form" noValidate>
        <input type="hidden" name="locale" value={locale} />
        <CheckboxList
          name="sure"
          legend={t('account.delete.title')}
          error={problemOf(problems, 'sure')}
          options={[{ value: 'yes', label: t('account.delete.sure') }]}
        />
        <Submit>{t('account.delete.go')}</Submit>
      </form>
    </AccountFrame>
  );
}
