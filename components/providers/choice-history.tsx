import { instant } from '@/lib/clock';
import type { DirectorySlice } from '@/lib/directory/model';
import type { EntryHit } from '@/lib/directory/search/model';
import { formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';

interface Props {
  readonly locale: Locale;
  /** Oldest first, as they were chosen. */
  readonly chosen: DirectorySlice['chosen'];
  readonly hits: readonly EntryHit[];
}

/** Who was chosen when, the newest first. */
export function ChoiceHistory({ locale, chosen, hits }: Props) {
  const t = translator(locale);
  if (chosen.length === 0) return null;
  const day = (at: string) => formatShortDate(instant(at), locale, PLAN_ZONE);
  const lines = chosen.map(({ roleId, at }, index) => {
    const next = chosen[index + 1];
    const name = hits.find((hit) => hit.roleId === roleId)?.displayName;
    const when = next
      ? t('directory.saved.before', { from: day(at), to: day(next.at) })
      : t('directory.saved.now', { day: day(at) });
    return { roleId, at, name, when };
  });
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">{t('directory.saved.history')}</h2>
      <ol>
        {lines.reverse().map(({ roleId, at, name, when }) => (
          <li key={at}>
            {name ? <a href={`/${locale}/providers/${roleId}`}>{name}</a> : t('directory.saved.gone')}. {when}.
          </li>
        ))}
      </ol>
    </section>
  );
}
