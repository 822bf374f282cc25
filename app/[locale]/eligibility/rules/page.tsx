import { RuleTable } from '@/components/eligibility/rule-table';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { instant, isPlainDate } from '@/lib/clock';
import { FIRST_DAY, LAST_DAY, PARAMETER_FILES, type ParameterFile } from '@/lib/eligibility/parameters';
import { today } from '@/lib/eligibility/queries';
import { pageLocale } from '@/lib/http/page-params';
import { formatLongDate } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { StepPage } from '../../step-page';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ on?: string | string[] }>;
}

/** Every rule in force on a chosen day with its source, from the same data that the screening uses. */
export default async function EligibilityRules({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { on } = await searchParams;
  const asked = typeof on === 'string' && isPlainDate(on) && on >= FIRST_DAY && on <= LAST_DAY ? on : null;
  const day = asked ?? today();
  const wrong = on !== undefined && asked === null;
  const error = wrong ? t('eligibilityRules.error') : undefined;
  const title = t('eligibilityRules.title');
  return (
    <StepPage locale={locale} path="/eligibility/rules" title={title} back={`/${locale}/eligibility`} errored={wrong} wide index>
      <h1>{title}</h1>
      <p>{t('eligibilityRules.estimate')}</p>
      <form method="get">
        <TextField
          name="on"
          label={t('eligibilityRules.on')}
          hint={t('eligibilityRules.onHint')}
          error={error}
          value={wrong ? String(on) : day}
          width={10}
        />
        <Submit quiet>{t('eligibilityRules.submit')}</Submit>
      </form>
      <p>{t('eligibilityRules.lead', { date: formatLongDate(instant(`${day}T12:00:00Z`), locale, 'UTC') })}</p>
      {(Object.keys(PARAMETER_FILES) as ParameterFile[]).map((file) => (
        <RuleTable key={file} locale={locale} file={file} on={day} />
      ))}
    </StepPage>
  );
}
