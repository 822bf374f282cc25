import { Facts } from '@/components/ui/facts';
import type { UploadView } from '@/lib/directory/queries-imports';
import type { Locale } from '@/lib/i18n/locale';
import { type Translator, translator } from '@/lib/i18n/translator';

/** How often the page of a running import looks again. */
const RELOAD_S = 5;
const MINUTE_S = 60;

const STAGE_WORDS = {
  'reading rows': 'desk.imports.stage.reading',
  'writing places': 'desk.imports.stage.writing',
  'making them searchable': 'desk.imports.stage.searchable',
} as const;

function timeLeft(left: number, t: Translator): string {
  if (left < MINUTE_S * 2) return t('desk.imports.progress.left', { seconds: left });
  return t('desk.imports.progress.leftMinutes', { minutes: Math.ceil(left / MINUTE_S) });
}

function Running({ locale, upload }: { locale: Locale; upload: UploadView }) {
  const t = translator(locale);
  const { stage, done, total, rate, left } = upload;
  if (upload.status === 'waiting' || stage === null) return <p>{t('desk.imports.progress.turn')}</p>;
  return (
    <>
      <h2 id="stage">{t(STAGE_WORDS[stage])}</h2>
      <p>
        <progress aria-label={t('desk.imports.progress.label')} max={total} value={done} />
      </p>
      <Facts
        items={[
          t('desk.imports.progress.of', { done, total }),
          t('desk.imports.progress.rate', { rate }),
          left === null ? null : timeLeft(left, t),
        ]}
      />
    </>
  );
}

/** Keeps looking until it is over. Who does not want a page that moves by itself stops it (WCAG 2.2.2). */
function Reload({ locale, id, still }: { locale: Locale; id: string; still: boolean }) {
  const t = translator(locale);
  const page = `/${locale}/desk/imports/${id}`;
  if (still) {
    return (
      <p>
        <a href={`${page}?still=1`}>{t('desk.imports.progress.look')}</a> · <a href={page}>{t('desk.imports.progress.start')}</a>
      </p>
    );
  }
  return (
    <>
      <meta httpEquiv="refresh" content={String(RELOAD_S)} />
      <p>
        {t('desk.imports.progress.reloads', { seconds: RELOAD_S })}{' '}
        <a href={`${page}?still=1`}>{t('desk.imports.progress.stop')}</a>
      </p>
    </>
  );
}

/** A file on its way: how far it is, or why it did not get there. */
export function ImportProgress({ locale, upload, still }: { locale: Locale; upload: UploadView; still: boolean }) {
  const t = translator(locale);
  const { status, reason, id } = upload;
  return (
    <>
      <p className="lead">{t(`desk.imports.status.${status}`)}</p>
      {status === 'refused' ? (
        <>
          <p>
            {t('desk.imports.refused.lead')} <span lang="en">{reason}</span>
          </p>
          <p>{t('desk.imports.refused.fix')}</p>
        </>
      ) : null}
      {status === 'failed' ? <p>{t('desk.imports.failed')}</p> : null}
      {status === 'waiting' || status === 'running' ? (
        <>
          <Running locale={locale} upload={upload} />
          <p>{t('desk.imports.progress.close')}</p>
          <Reload locale={locale} id={id} still={still} />
        </>
      ) : null}
    </>
  );
}

/** Files that were handed in and are no import yet. */
export function UploadList({ locale, uploads }: { locale: Locale; uploads: readonly UploadView[] }) {
  const t = translator(locale);
  if (uploads.length === 0) return null;
  return (
    <section aria-labelledby="waiting-files">
      <h2 id="waiting-files">{t('desk.imports.waitingFiles')}</h2>
      <ol className="provs">
        {uploads.map(({ id, fileName, status }) => (
          <li className="prov" key={id}>
            <h3>
              <a href={`/${locale}/desk/imports/${id}`}>{fileName}</a>
            </h3>
            <p>{t(`desk.imports.status.${status}`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
