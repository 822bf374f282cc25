import { FieldNotes } from '@/components/forms/field-parts';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { MAX_UPLOAD_MB } from '@/lib/directory/import/upload-model';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Hands in a file for the directory. A plain form: the browser itself shows how far the sending is. */
export function ImportUploadForm({
  locale,
  problems,
  source,
}: {
  locale: Locale;
  problems: readonly FormProblem[];
  /** What was typed before. A browser lets nobody fill in the file again. */
  source: string;
}) {
  const t = translator(locale);
  const error = problemOf(problems, 'file');
  return (
    <form id="form" action={`/${locale}/desk/imports/file`} method="post" encType="multipart/form-data" noValidate>
      <h2>{t('desk.imports.upload.title')}</h2>
      <p>{t('desk.imports.upload.lead', { limit: MAX_UPLOAD_MB })}</p>
      <p>{t('desk.imports.upload.again')}</p>
      {/* Before the file: fields come in this order, and what was typed is known whatever is wrong with the file. */}
      <TextField
        name="source"
        label={t('desk.imports.upload.source')}
        hint={t('desk.imports.upload.sourceHint')}
        error={problemOf(problems, 'source')}
        value={source}
        autoComplete="off"
        width={20}
      />
      <div className={error ? 'field bad' : 'field'}>
        <label className="label" htmlFor="file">
          {t('desk.imports.upload.file')}
        </label>
        <FieldNotes name="file" error={error} />
        <input
          className="input"
          id="file"
          name="file"
          type="file"
          accept=".csv,.json,.ndjson,.gz,text/csv,application/json,application/gzip"
          aria-describedby={error ? 'file-error' : undefined}
          aria-invalid={error ? true : undefined}
        />
      </div>
      <Submit>{t('desk.imports.upload.send')}</Submit>
    </form>
  );
}
