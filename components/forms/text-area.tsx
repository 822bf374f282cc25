import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { describedBy, FieldHeading, FieldNotes } from './field-parts';

/** Several lines of text. With `max` it says how much fits; the script then counts, a second after typing stops. */
export function TextArea({
  name,
  label,
  hint,
  error,
  value,
  rows = 4,
  max,
  locale,
  autoComplete,
  heading,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value?: string | undefined;
  rows?: number;
  max?: number;
  /** For the words of the count; needed with `max`. */
  locale?: Locale;
  autoComplete?: 'off';
  heading?: boolean;
}) {
  const t = max && locale ? translator(locale) : null;
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label className="label" htmlFor={name}>
        <FieldHeading heading={heading}>{label}</FieldHeading>
      </label>
      <FieldNotes name={name} hint={hint} error={error} />
      <textarea
        className="input"
        id={name}
        name={name}
        rows={rows}
        defaultValue={value}
        autoComplete={autoComplete}
        aria-describedby={describedBy(name, hint, error, t ? `${name}-count` : undefined)}
        aria-invalid={error ? true : undefined}
        data-max={t ? max : undefined}
        data-left={t?.('site.forms.countLeft')}
        data-over={t?.('site.forms.countOver')}
      />
      {t && max ? (
        <p className="hint" id={`${name}-count`}>
          {t('site.forms.countMax', { max })}
        </p>
      ) : null}
    </div>
  );
}
