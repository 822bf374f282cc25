import { Facts } from '@/components/ui/facts';
import type { ImportView } from '@/lib/directory/queries-imports';
import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';

/** Imports with what became of their rows in one line each. */
export function ImportList({ locale, imports }: { locale: Locale; imports: readonly ImportView[] }) {
  const t = translator(locale);
  if (imports.length === 0) return <p>{t('desk.imports.none')}</p>;
  return (
    <section aria-labelledby="imported">
      <h2 id="imported">{t('desk.imports.imported')}</h2>
      <ol className="provs">
        {imports.map(({ id, fileName, source, startedAt, counts, waiting }) => (
          <li className="prov" key={id}>
            <h3>
              <a href={`/${locale}/desk/imports/${id}`}>{fileName}</a>
            </h3>
            <Facts
              items={[
                `${formatShortDate(startedAt, locale, PLAN_ZONE)}, ${formatTime(startedAt, locale, PLAN_ZONE, true)}`,
                t('desk.imports.source', { source }),
                t('desk.imports.read', { count: counts.read }),
                waiting > 0 ? <strong key="waiting">{t('desk.imports.waiting', { count: waiting })}</strong> : null,
              ].filter((item) => item !== null)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
