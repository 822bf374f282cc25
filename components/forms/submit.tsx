import type { ReactNode } from 'react';

/** The button of a form; `quiet` for a second choice. `name` and `value` tell two buttons apart. */
export function Submit({
  children,
  quiet,
  name,
  value,
}: {
  children: ReactNode;
  quiet?: boolean;
  name?: string;
  value?: string;
}) {
  return (
    <button type="submit" className={quiet ? 'btn quiet' : 'btn'} name={name} value={value}>
      {children}
    </button>
  );
}
