import type { ReactNode } from 'react';

/** More to read for those who want it. Never hides a step: speech users may not reach it. */
export function Details({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
