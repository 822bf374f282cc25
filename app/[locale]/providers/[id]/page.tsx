import { Submit } from '@/components/forms/submit';
import { ProviderFacts } from '@/components/providers/provider-facts';
import { ShareLinks } from '@/components/providers/share-links';
import { ButtonLink } from '@/components/ui/button-link';
import { Notice } from '@/components/ui/notice';
import { PhoneLink } from '@/components/ui/phone-link';
import { chooseAction, saveAction } from '@/lib/directory/actions';
import { chosenRoleId, directorySliceOf, getProvider } from '@/lib/directory/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { StepPage } from '../../step-page';

/** One provider: how to get there, who they help, who pays, and when each fact was checked. */
export default async function ProviderPage({ params }: { params: Promise<{ locale: string; id: string }> }) {
  const locale = await pageLocale(params);
  const { id } = await params;
  const t = translator(locale);
  const journey = await pageData(locale, findJourney);
  const provider = await pageData(locale, () => getProvider({ kind: 'visitor', journeyId: journey?.id ?? null }, id));
  const { saved } = directorySliceOf(journey);
  const chosen = chosenRoleId(journey);
  return (
    <StepPage
      locale={locale}
      path={`/providers/${id}`}
      title={provider.displayName}
      step="provider"
      back={`/${locale}/providers`}
      demo={provider.demonstration}
    >
      <h1>{provider.displayName}</h1>
      {provider.practitionerName ? <p>{t('directory.provider.group', { name: provider.organizationName })}</p> : null}
      {chosen && chosen !== provider.id ? <p className="note">{t('directory.provider.gap')}</p> : null}
      {chosen === provider.id ? (
        <Notice tone="done">
          <p>{t('directory.provider.chosen')}</p>
        </Notice>
      ) : null}
      <form action={chooseAction.bind(null, locale, provider.id)}>
        <p className="row">
          <Submit>{t('directory.provider.choose')}</Submit>
          <ButtonLink quiet href={`/${locale}/appointments/times/${provider.id}`}>
            {t('directory.provider.look')}
          </ButtonLink>
        </p>
        <p className="hint">{t('directory.provider.then')}</p>
      </form>
      <form action={saveAction.bind(null, locale, provider.id, true)}>
        <p className="row">
          <Submit quiet>{t('directory.saved.keep')}</Submit>
          {saved.length > 0 ? (
            <a href={`/${locale}/providers/saved`}>{t('directory.saved.view', { count: saved.length })}</a>
          ) : null}
        </p>
      </form>
      {provider.phone ? (
        <p className="go">
          <PhoneLink phone={provider.phone} label={t('directory.provider.call', { phone: formatPhone(provider.phone) })} />
        </p>
      ) : null}
      <ShareLinks locale={locale} card={provider} />
      <hr className="rule" />
      <ProviderFacts provider={provider} locale={locale} />
    </StepPage>
  );
}
