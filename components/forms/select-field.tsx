import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react';
import { describedBy, FieldHeading, FieldNotes } from './field-parts';

/** The phone's own list. Never submits on change. `emptyLabel` is the first, unchosen line. */
export function SelectField({
  name,
  label,
  hint,
  error,
  value,
  options,
  emptyLabel,
  autoComplete,
  heading,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value?: string | null | undefined;
  options: readonly { readonly value: string; readonly label: string }[];
  emptyLabel?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  heading?: boolean;
}) {
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label className="label" htmlFor={name}>
        <FieldHeading heading={heading}>{label}</FieldHeading>
      </label>
      <FieldNotes name={name} hint={hint} error={error} />
      <select
        className="input w20"
        id={name}
        name={name}
        defaultValue={value ?? ''}
        autoComplete={autoComplete}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? true : undefined}
      >
        {emptyLabel === undefined ? null : <option value="">{emptyLabel}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
