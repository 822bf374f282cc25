import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { ThemeForm } from '@/components/layout/theme-form';
import { Notice } from '@/components/ui/notice';
import { chooseThemeAction } from '@/lib/http/actions-theme';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { readTheme } from '@/lib/http/theme';
import { translator } from '@/lib/i18n/translator';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; done?: string }> };

/** How the site looks in this browser; needs no account. */
export default async function DisplayPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, done } = await searchParams;
  const problems = formProblems(fix ? await findForm('theme') : null, t);
  return (
    <Page locale={locale} path="/display" title={t('site.display.title')} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      {done === 'theme' ? (
        <Notice tone="done">
          <p>{t('site.display.done')}</p>
        </Notice>
      ) : null}
      <h1>{t('site.display.title')}</h1>
      <ThemeForm locale={locale} place="display" theme={await readTheme()} problems={problems} action={chooseThemeAction} />
    </Page>
  );
}
