import { LinkGone, LinkVisit } from '@/components/appointment/link-visit';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { systemIds } from '@/lib/ids';
import { findByLink } from '@/lib/scheduling/queries-links';

type Props = {
  params: Promise<{ locale: string; token: string }>;
  searchParams: Promise<{ fix?: string; moved?: string }>;
};

/** What a link in a message leads to: one thing to do, about one visit, without saying whose or with whom. */
export default async function LinkPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { token } = await params;
  const { fix, moved } = await searchParams;
  const view = await pageData(locale, () => findByLink(token));
  const problems = formProblems(fix ? await findForm('visit-link') : null, t);
  if (!view) {
    const title = t('appointments.link.goneTitle');
    return (
      <Page locale={locale} path={`/v/${token}`} title={title}>
        <h1>{title}</h1>
        <LinkGone locale={locale} />
      </Page>
    );
  }
  const done = moved ? ('move' as const) : view.state === 'open' ? null : view.purpose;
  const title = t(`appointments.link.${done ? (`${done}DoneTitle` as const) : (`${view.purpose}Title` as const)}`);
  return (
    <Page locale={locale} path={`/v/${token}`} title={title} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{title}</h1>
      <LinkVisit locale={locale} view={view} token={token} done={done} formKey={systemIds.uuid()} problems={problems} />
    </Page>
  );
}
