import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { describedBy, FieldHeading, FieldNotes } from './field-parts';
import type { Option } from './radio-list';

/**
 * Any number of choices, posted as `name[]`. The option with `noneValue` stands last after "or"; the script clears
 * the others when it is ticked, and the server must check it too.
 */
export function CheckboxList({
  name,
  id = name,
  legend,
  hint,
  error,
  values = [],
  options,
  noneValue,
  heading,
  locale,
}: {
  name: string;
  /** Where one name serves several lists: sets this one's ids apart. */
  id?: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  values?: readonly string[];
  options: readonly Option[];
  noneValue?: string;
  heading?: boolean;
  /** For the word "or"; needed with `noneValue`. */
  locale?: Locale;
}) {
  return (
    <fieldset className={error ? 'bad' : undefined} aria-describedby={describedBy(id, hint, error)}>
      <legend>
        <FieldHeading heading={heading}>{legend}</FieldHeading>
      </legend>
      <FieldNotes name={id} hint={hint} error={error} />
      {options.map((option, index) => (
        <div key={option.value}>
          {option.value === noneValue && locale ? <p className="or">{translator(locale)('site.forms.or')}</p> : null}
          <label className="opt">
            <input
              type="checkbox"
              name={`${name}[]`}
              id={index === 0 ? id : `${id}-${option.value}`}
              value={option.value}
              defaultChecked={values.includes(option.value)}
              data-none={option.value === noneValue ? '' : undefined}
            />
            <span>
              {option.label}
              {option.hint ? <span className="hint">{option.hint}</span> : null}
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
