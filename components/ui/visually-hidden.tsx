import type { ReactNode } from 'react';

/** Words for screen readers only, such as the rest of a link's name. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>;
}
