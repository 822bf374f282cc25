import type { ReactNode } from 'react';

/** Something to know before going on; `done` for good news. Part of the page, so never announced as an alert. */
export function Notice({
  heading,
  tone = 'note',
  children,
}: {
  heading?: ReactNode;
  tone?: 'note' | 'done';
  children?: ReactNode;
}) {
  return (
    <div className={tone === 'done' ? 'note done' : 'note'}>
      {heading ? <h2>{heading}</h2> : null}
      {children}
    </div>
  );
}
