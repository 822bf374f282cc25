import { Details } from '@/components/ui/details';
import { SummaryList } from '@/components/ui/summary-list';
import type { ImportView } from '@/lib/directory/queries-imports';
import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';

const COUNTS = ['read', 'created', 'changed', 'unchanged', 'merged', 'rejected'] as const;

/** The report of one import. Reasons are the importer's own sentences, in English in either language. */
export function ImportReportView({ locale, view }: { locale: Locale; view: ImportView }) {
  const t = translator(locale);
  const merges = Object.entries(view.merges);
  const at = view.finishedAt ?? view.startedAt;
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'at',
            label: t('desk.imports.at'),
            value: `${formatShortDate(at, locale, PLAN_ZONE)}, ${formatTime(at, locale, PLAN_ZONE, true)}`,
          },
          { key: 'from', label: t('desk.imports.from'), value: view.source },
          ...COUNTS.map((name) => ({ key: name, label: t(`desk.imports.counts.${name}`), value: String(view.counts[name]) })),
        ]}
      />
      {merges.length + view.suspicious.length > 0 ? <p>{t('desk.imports.english')}</p> : null}
      {merges.length > 0 ? (
        <Details summary={t('desk.imports.merges')}>
          <ul lang="en">
            {merges.map(([why, count]) => (
              <li key={why}>
                {count} × {why}
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
      {view.suspicious.length > 0 ? (
        <Details summary={t('desk.imports.suspicious')}>
          <ul lang="en">
            {view.suspicious.map(({ kind, count, examples }) => (
              <li key={kind}>
                {count} × {kind}. {examples.slice(0, 3).join('; ')}
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </>
  );
}
