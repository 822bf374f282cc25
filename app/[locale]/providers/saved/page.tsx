import { Submit } from '@/components/forms/submit';
import { ChoiceHistory } from '@/components/providers/choice-history';
import { CompareTable } from '@/components/providers/compare-table';
import { PrintButton } from '@/components/ui/print-button';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { saveAction } from '@/lib/directory/actions';
import { MAX_COMPARED } from '@/lib/directory/model';
import { directorySliceOf, listSaved } from '@/lib/directory/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { StepPage } from '../../step-page';

/** Providers the person kept, and the first three side by side. No account needed; prints on one page. */
export default async function SavedPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const journey = await pageData(locale, findJourney);
  const { saved, chosen } = directorySliceOf(journey);
  const known = await pageData(locale, () =>
    listSaved({ kind: 'visitor', journeyId: journey?.id ?? null }, [...saved, ...chosen.map(({ roleId }) => roleId)]),
  );
  const hits = saved.flatMap((id) => known.find(({ roleId }) => roleId === id) ?? []);
  const compared = hits.slice(0, MAX_COMPARED);
  return (
    <StepPage
      locale={locale}
      path="/providers/saved"
      title={t('directory.saved.title')}
      step="provider"
      back={`/${locale}/providers`}
      wide
      demo={hits.some(({ demonstration }) => demonstration)}
    >
      <h1>{t('directory.saved.title')}</h1>
      {hits.length === 0 ? <p>{t('directory.saved.none')}</p> : <PrintButton locale={locale} />}
      <ul className="provs">
        {hits.map(({ roleId, displayName, organizationName }) => (
          <li className="prov" key={roleId}>
            <h2>
              <a href={`/${locale}/providers/${roleId}`}>{displayName}</a>
            </h2>
            {displayName === organizationName ? null : <p>{organizationName}</p>}
            <form action={saveAction.bind(null, locale, roleId, false)}>
              <Submit quiet>
                {t('directory.saved.drop')}
                <VisuallyHidden> {displayName}</VisuallyHidden>
              </Submit>
            </form>
          </li>
        ))}
      </ul>
      {compared.length > 1 ? <CompareTable hits={compared} locale={locale} /> : null}
      <ChoiceHistory locale={locale} chosen={chosen} hits={known} />
    </StepPage>
  );
}
