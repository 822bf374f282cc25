import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { describedBy, FieldHeading, FieldNotes } from './field-parts';

const PARTS = [
  { part: 'month', width: 'w4', complete: 'bday-month' },
  { part: 'day', width: 'w2', complete: 'bday-day' },
  { part: 'year', width: 'w4', complete: 'bday-year' },
] as const;

/** A date in three boxes, posted as `name-month`, `name-day`, `name-year`. Focus never jumps by itself. */
export function DateParts({
  locale,
  name,
  legend,
  hint,
  error,
  value,
  autoComplete,
  heading,
}: {
  locale: Locale;
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value?: { month?: string | undefined; day?: string | undefined; year?: string | undefined } | undefined;
  /** `bday` for a date of birth of the person who types. */
  autoComplete?: 'bday' | 'off';
  heading?: boolean;
}) {
  const t = translator(locale);
  return (
    <fieldset className={error ? 'bad' : undefined} aria-describedby={describedBy(name, hint, error)}>
      <legend>
        <FieldHeading heading={heading}>{legend}</FieldHeading>
      </legend>
      <FieldNotes name={name} hint={hint} error={error} />
      <div className="parts">
        {PARTS.map(({ part, width, complete }, index) => (
          <label key={part}>
            {t(`site.forms.${part}`)}
            <input
              className={`input ${width}`}
              // The first box carries the field's own id, so that the error summary leads to it.
              id={index === 0 ? name : `${name}-${part}`}
              name={`${name}-${part}`}
              type="text"
              // A month may be typed as a word ("jan"), so it gets the full keyboard.
              inputMode={part === 'month' ? 'text' : 'numeric'}
              autoComplete={autoComplete === 'bday' ? complete : autoComplete}
              defaultValue={value?.[part]}
              aria-invalid={error ? true : undefined}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
