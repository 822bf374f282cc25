import type { ReactNode } from 'react';
import { describedBy, FieldHeading, FieldNotes } from './field-parts';

export interface Option {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** One choice of several. The whole row is the label; arrows move, one Tab stop. */
export function RadioList({
  name,
  legend,
  hint,
  error,
  value,
  options,
  heading,
}: {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value?: string | null | undefined;
  options: readonly Option[];
  heading?: boolean;
}) {
  return (
    <fieldset className={error ? 'bad' : undefined} aria-describedby={describedBy(name, hint, error)}>
      <legend>
        <FieldHeading heading={heading}>{legend}</FieldHeading>
      </legend>
      <FieldNotes name={name} hint={hint} error={error} />
      {options.map((option, index) => (
        <label className="opt" key={option.value}>
          <input
            type="radio"
            name={name}
            id={index === 0 ? name : `${name}-${option.value}`}
            value={option.value}
            defaultChecked={value === option.value}
          />
          <span>
            {option.label}
            {option.hint ? <span className="hint">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
