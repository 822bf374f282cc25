import { CheckboxList } from '@/components/forms/checkbox-list';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { TextArea } from '@/components/forms/text-area';
import { ReportReceipt } from '@/components/providers/report-receipt';
import { reportAction } from '@/lib/directory/actions';
import { REPORT_REASONS } from '@/lib/directory/model';
import { getPractitionerRole } from '@/lib/directory/queries';
import { findForm } from '@/lib/http/form-cookie';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import { getReceipt } from '@/lib/tasks/queries';
import { StepPage } from '../../../step-page';

const ACTOR = { kind: 'visitor', journeyId: null } as const;

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<{ fix?: string; sent?: string }>;
}

/** "Something is wrong here", and after sending the receipt with the day of the answer. */
export default async function ReportPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { id } = await params;
  const { fix, sent } = await searchParams;
  const t = translator(locale);
  const card = await pageData(locale, () => getPractitionerRole(ACTOR, id));
  const receipt = sent ? await pageData(locale, () => getReceipt(ACTOR, sent)) : null;
  const form = fix ? await findForm('provider-report') : null;
  const errors = Object.entries(form?.errors ?? {}).map(([field, key]) => ({ field, message: t(key as MessageKey) }));
  const shared = { locale, path: `/providers/${id}/report`, back: `/${locale}/providers/${id}`, subtitle: card.displayName };
  if (receipt) {
    return (
      <StepPage {...shared} title={t('directory.report.sentTitle')}>
        <ReportReceipt locale={locale} receipt={receipt} back={shared.back} />
      </StepPage>
    );
  }
  return (
    <StepPage {...shared} title={t('directory.report.title')} errored={errors.length > 0}>
      <ErrorSummary locale={locale} errors={errors} />
      <h1>{t('directory.report.title')}</h1>
      <p>{card.displayName}</p>
      <p>{t('directory.report.lead')}</p>
      <form action={reportAction.bind(null, locale, id)} noValidate autoComplete="off" data-keep>
        <CheckboxList
          name="reasons"
          legend={t('directory.report.reasons')}
          error={errors.find(({ field }) => field === 'reasons')?.message}
          options={REPORT_REASONS.map((value) => ({ value, label: t(`directory.report.${value}`) }))}
        />
        <TextArea name="note" label={t('directory.report.note')} hint={t('directory.report.noteHint')} />
        <Submit>{t('directory.report.submit')}</Submit>
      </form>
    </StepPage>
  );
}
