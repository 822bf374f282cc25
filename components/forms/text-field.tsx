import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react';
import { describedBy, FieldHeading, FieldNotes } from './field-parts';

/** One line of text. Never `required` and never checked while typing: the server says what needs a fix, all at once. */
export function TextField({
  name,
  label,
  hint,
  error,
  value,
  type = 'text',
  inputMode,
  autoComplete,
  width,
  heading,
  prefix,
  suffix,
  suggestions,
  suggestLabel,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value?: string | undefined;
  type?: 'text' | 'tel' | 'email' | 'search';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** Characters expected: the box is as long as the answer. */
  width?: 2 | 4 | 5 | 10 | 20;
  heading?: boolean;
  prefix?: ReactNode;
  suffix?: ReactNode;
  /** Offered by the browser itself while typing, without a script. */
  suggestions?: readonly string[];
  /** With it our script asks for better ones while typing; the words name its list. */
  suggestLabel?: string;
}) {
  const input = (
    <input
      className={width ? `input w${width}` : 'input'}
      id={name}
      name={name}
      type={type}
      inputMode={inputMode}
      autoComplete={autoComplete}
      defaultValue={value}
      aria-describedby={describedBy(name, hint, error)}
      aria-invalid={error ? true : undefined}
      data-suggest={suggestLabel}
      list={suggestions ? `${name}-list` : undefined}
      spellCheck={type === 'text' && !inputMode ? undefined : false}
    />
  );
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label className="label" htmlFor={name}>
        <FieldHeading heading={heading}>{label}</FieldHeading>
      </label>
      <FieldNotes name={name} hint={hint} error={error} />
      {prefix || suffix ? (
        <div className="affix">
          {prefix ? <span aria-hidden="true">{prefix}</span> : null}
          {input}
          {suffix ? <span aria-hidden="true">{suffix}</span> : null}
        </div>
      ) : (
        input
      )}
      {suggestions ? (
        <datalist id={`${name}-list`}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}
