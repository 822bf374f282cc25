import type { ReactNode } from 'react';

/** A link that is the main next thing to do; `quiet` for the second choice. */
export function ButtonLink({ href, quiet, children }: { href: string; quiet?: boolean; children: ReactNode }) {
  return (
    <a className={quiet ? 'btn quiet' : 'btn'} href={href}>
      {children}
    </a>
  );
}
