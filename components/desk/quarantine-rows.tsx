import { Details } from '@/components/ui/details';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { dealWithRowAction } from '@/lib/directory/actions-desk';
import { keptFaultWords } from '@/lib/directory/import/fault-words';
import type { ImportDetail } from '@/lib/directory/queries-imports';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Rows that could not be used and wait: where each stands, what is wrong, how to fix it, and the row as it came. */
export function QuarantineRows({ locale, view }: { locale: Locale; view: ImportDetail }) {
  const t = translator(locale);
  return (
    <section aria-labelledby="quarantine">
      <h2 id="quarantine">{t('desk.imports.quarantine')}</h2>
      <p>{t(view.waiting > 0 ? 'desk.imports.quarantineLead' : 'desk.imports.nothingWaits')}</p>
      <ol className="provs">
        {view.rows.map((row) => (
          <Row key={row.id} locale={locale} batchId={view.id} row={row} />
        ))}
      </ol>
      {view.waiting > view.rows.length ? <p>{t('desk.more', { count: view.rows.length })}</p> : null}
    </section>
  );
}

function Row({ locale, batchId, row }: { locale: Locale; batchId: string; row: ImportDetail['rows'][number] }) {
  const t = translator(locale);
  const { id, line, field, raw } = row;
  const { why, fix, lang } = keptFaultWords(row, locale);
  return (
    <li className="prov">
      <h3>
        {t('desk.imports.line', { line })}: <span lang="en">{field}</span>
      </h3>
      <p lang={lang}>{why}.</p>
      <p>
        {t('desk.imports.fix')} <span lang={lang}>{fix}.</span>
      </p>
      <Details summary={t('desk.imports.raw')}>
        <p>
          <code>{raw}</code>
        </p>
      </Details>
      <form action={dealWithRowAction.bind(null, locale, batchId, id)}>
        <button className="btn quiet" type="submit">
          {t('desk.imports.dealt')}
          <VisuallyHidden> {t('desk.imports.line', { line })}</VisuallyHidden>
        </button>
      </form>
    </li>
  );
}
