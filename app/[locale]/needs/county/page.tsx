import { ErrorSummary } from '@/components/forms/error-summary';
import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { ButtonLink } from '@/components/ui/button-link';
import { findZip } from '@/lib/directory/places';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { answerCounty } from '@/lib/needs/actions';
import { findNeeds } from '@/lib/needs/queries';
import { findCounty } from '@/lib/organization/organization';
import { StepPage } from '../../step-page';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ fix?: string }>;
}

/** A ZIP code in several counties does not say where a person lives: they say it. */
export default async function CountyPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const visit = (await pageData(locale, findNeeds))?.visit;
  const zip = visit ? findZip(visit.zip) : null;
  const form = (await searchParams).fix ? await findForm('needs-county') : null;
  const errors = formProblems(form, t);
  const shared = { locale, path: '/needs/county', step: 'provider', back: `/${locale}/needs/visit` } as const;
  const counties = (zip?.counties ?? []).flatMap((fips) => findCounty(fips) ?? []);
  const [only] = counties;
  // Opened by its address: without a ZIP code there is nothing to ask about yet, and with one county nothing to choose.
  if (!zip || counties.length < 2) {
    const said = zip && only ? t('needs.county.only', { zip: zip.zip, name: only.name }) : t('needs.county.first');
    return (
      <StepPage {...shared} title={t('needs.county.title')}>
        <h1>{t('needs.county.title')}</h1>
        <p>{said}</p>
        <ButtonLink href={`/${locale}${only ? '/providers' : '/needs/visit'}`}>{t('needs.continue')}</ButtonLink>
      </StepPage>
    );
  }
  return (
    <StepPage {...shared} title={t('needs.county.title')} errored={errors.length > 0}>
      <ErrorSummary locale={locale} errors={errors} />
      <form action={answerCounty.bind(null, locale)} id="form" noValidate autoComplete="off">
        <RadioList
          name="county"
          heading
          legend={t('needs.county.title')}
          hint={t('needs.county.hint', { zip: zip.zip })}
          error={problemOf(errors, 'county')}
          value={visit?.county}
          options={[
            ...counties.map(({ fips, name }) => ({ value: fips, label: t('needs.county.name', { name }) })),
            { value: 'unsure', label: t('needs.county.unsure') },
          ]}
        />
        <Submit>{t('needs.continue')}</Submit>
      </form>
    </StepPage>
  );
}
