import { SummaryList, type SummaryRow } from '@/components/ui/summary-list';
import type { ProviderDetail } from '@/lib/directory/model';
import { NETWORKS } from '@/lib/directory/networks';
import { formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import { findCounty, PLAN_ZONE } from '@/lib/organization/organization';
import { HoursList } from './hours-list';
import { facetList } from './labels';

interface Props {
  readonly provider: ProviderDetail;
  readonly locale: Locale;
}

function thereRows({ provider, locale }: Props): SummaryRow[] {
  const t = translator(locale);
  const { line1, line2, city, state, zip, countyFips, tags } = provider;
  const address = [line1, line2, [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ')].filter(Boolean);
  return [
    { key: 'address', label: t('directory.provider.address'), value: address.join(', ') },
    { key: 'county', label: t('directory.provider.county'), value: findCounty(countyFips ?? '')?.name ?? '' },
    { key: 'visits', label: t('directory.provider.visits'), value: facetList(tags, 'mode', locale) },
    {
      key: 'access',
      label: t('directory.provider.access'),
      value: facetList(tags, 'accessibility', locale) || t('directory.provider.accessNone'),
    },
    { key: 'hours', label: t('directory.provider.hours'), value: <HoursList hours={provider.hours} locale={locale} /> },
  ];
}

function whoRows({ provider, locale }: Props): SummaryRow[] {
  const t = translator(locale);
  const { tags } = provider;
  return [
    { key: 'ages', label: t('directory.provider.ages'), value: facetList(tags, 'age', locale) },
    { key: 'concerns', label: t('directory.provider.concerns'), value: facetList(tags, 'concern', locale) },
    { key: 'services', label: t('directory.provider.services'), value: facetList(tags, 'service', locale) },
    {
      key: 'languages',
      label: t('directory.provider.languages'),
      value: t('directory.provider.interpreter', { list: facetList(tags, 'language', locale) }),
    },
    { key: 'focus', label: t('directory.provider.focus'), value: facetList(tags, 'focus', locale) },
  ];
}

function payRows({ provider, locale }: Props): SummaryRow[] {
  const t = translator(locale);
  return NETWORKS.map(({ key, id }) => {
    const row = provider.networks.find(({ networkId }) => networkId === id);
    const value = row ? (`directory.provider.accepting.${row.accepting ?? 'unknown'}` as MessageKey) : 'directory.provider.notIn';
    return { key, label: t(`directory.provider.network.${key}`), value: t(value) };
  });
}

function checkedRows({ provider, locale }: Props): SummaryRow[] {
  const t = translator(locale);
  return provider.checked.map(({ fact, on }) => ({
    key: fact,
    label: t(`directory.provider.facts.${fact}`),
    value: on ? t('directory.provider.on', { day: formatShortDate(on, locale, PLAN_ZONE) }) : t('directory.provider.never'),
  }));
}

const filled = (rows: readonly SummaryRow[]) => rows.filter(({ value }) => value !== '');

/** All facts of a provider in four short lists, then the others at the same place. */
export function ProviderFacts({ provider, locale }: Props) {
  const t = translator(locale);
  const sections = [
    ['getThere', thereRows],
    ['who', whoRows],
    ['pays', payRows],
    ['checked', checkedRows],
  ] as const;
  return (
    <>
      {sections.map(([key, rows]) => (
        <section key={key}>
          <h2>{t(`directory.provider.${key}`)}</h2>
          <SummaryList rows={filled(rows({ provider, locale }))} />
        </section>
      ))}
      <p className="go">
        <a href={`/${locale}/providers/${provider.id}/report`}>{t('directory.report.link')}</a>
      </p>
      {provider.others.length > 0 ? (
        <section>
          <h2>{t('directory.provider.others')}</h2>
          <ul className="facts go">
            {provider.others.map(({ id, displayName }) => (
              <li key={id}>
                <a href={`/${locale}/providers/${id}`}>{displayName}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
