import { Children, type ReactNode } from 'react';

/** Short facts, one a line. Empty ones (null, false) leave no line. */
export function Facts({ items }: { items: readonly ReactNode[] }) {
  return (
    <ul className="facts">
      {Children.toArray(items).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once on the server, never reordered
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
