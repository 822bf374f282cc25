import { AccountFrame } from '@/components/account/account-frame';
import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { ThemeForm } from '@/components/layout/theme-form';
import { chooseThemeAction } from '@/lib/http/actions-theme';
import { findAnyForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { readTheme } from '@/lib/http/theme';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { saveSettings } from '@/lib/membership/actions';
import { getAccount } from '@/lib/membership/queries';
import { accountPage } from '@/lib/membership/queries-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; done?: string }> };

export default async function SettingsPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor } = await accountPage(locale, 'settings', 'account.settings');
  const account = await pageData(locale, () => getAccount(actor));
  const { fix, done } = await searchParams;
  const kept = fix ? await findAnyForm(['account-settings', 'theme']) : null;
  const problems = formProblems(kept, t);
  const typed = (name: string, saved: string) => String(kept?.values[name] ?? saved);
  return (
    <AccountFrame
      locale={locale}
      path="/account/settings"
      title={t('account.settings.title')}
      problems={problems}
      done={done === 'theme' ? t('site.display.done') : undefined}
    >
      <form action={saveSettings} id="form" noValidate>
        <input type="hidden" name="locale" value={locale} />
        <RadioList
          name="language"
          legend={t('account.settings.language')}
          error={problemOf(problems, 'language')}
          value={typed('language', account.locale)}
          options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
        <TextField
          name="firstName"
          label={t('account.settings.firstName')}
          hint={t('account.settings.firstNameHint')}
          error={problemOf(problems, 'firstName')}
          value={typed('firstName', account.profile.firstName ?? '')}
          autoComplete="given-name"
          width={20}
        />
        <RadioList
          name="reminders"
          legend={t('account.settings.reminders')}
          error={problemOf(problems, 'reminders')}
          value={typed('reminders', account.profile.reminders ? 'yes' : 'no')}
          options={[
            { value: 'yes', label: t('account.settings.remindersYes') },
            { value: 'no', label: t('account.settings.remindersNo') },
          ]}
        />
        <Submit>{t('account.settings.save')}</Submit>
      </form>
      <hr className="rule" />
      <ThemeForm
        locale={locale}
        place="settings"
        theme={await readTheme()}
        problems={problems}
        action={chooseThemeAction}
        quiet
      />
    </AccountFrame>
  );
}
