import type { EntryHit } from '@/lib/directory/search/model';
import { formatPhone, formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { facetList, groupLabel } from './labels';

const GROUPS = ['service', 'concern', 'age', 'language', 'mode', 'payer', 'accepting', 'accessibility', 'hours'] as const;

/** Up to three providers side by side: a real table with heads on both sides, so that each cell is read with its names. */
export function CompareTable({ hits, locale }: { hits: readonly EntryHit[]; locale: Locale }) {
  const t = translator(locale);
  const checked = ({ verifiedAt }: EntryHit) =>
    verifiedAt
      ? t('directory.fact.checked', { day: formatShortDate(verifiedAt, locale, PLAN_ZONE) })
      : t('directory.fact.checkedNever');
  return (
    // A focusable region, so that the keyboard can scroll the table on a narrow screen.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the scroll area must be reachable by keyboard (WCAG 2.1.1)
    <section className="compare" aria-labelledby="compare" tabIndex={0}>
      <h2 id="compare">{t('directory.saved.compareTitle')}</h2>
      <p className="hint">{t('directory.saved.compareHint')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('directory.saved.what')}</th>
            {hits.map(({ roleId, displayName }) => (
              <th scope="col" key={roleId}>
                {displayName}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {GROUPS.map((group) => (
            <tr key={group}>
              <th scope="row">{groupLabel(group, locale)}</th>
              {hits.map((hit) => (
                <td key={hit.roleId}>{facetList(hit.tags, group, locale) || '–'}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('directory.provider.facts.phone')}</th>
            {hits.map(({ roleId, phone }) => (
              <td key={roleId}>{phone ? formatPhone(phone) : '–'}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('directory.provider.checked')}</th>
            {hits.map((hit) => (
              <td key={hit.roleId}>{checked(hit)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
