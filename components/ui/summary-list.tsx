import type { ReactNode } from 'react';
import { VisuallyHidden } from './visually-hidden';

export interface SummaryRow {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly changeHref?: string | undefined;
  readonly changeLabel?: string | undefined;
  /** The rest of the link's name ("your county"), so that no two links read the same. */
  readonly changeHidden?: string | undefined;
}

/** Answers or facts, each with its own "Change" link when it can be changed. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className="summary">
      {rows.map((row) => (
        <div key={row.key}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          {row.changeHref ? (
            <dd className="no-print">
              <a href={row.changeHref}>
                {row.changeLabel}
                {row.changeHidden ? <VisuallyHidden> {row.changeHidden}</VisuallyHidden> : null}
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
