import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { VisuallyHidden } from './visually-hidden';

/** When and whom to call. One on a page: several frighten people (NHS service manual). */
export function CareCard({
  locale,
  kind,
  heading,
  children,
}: {
  locale: Locale;
  kind: 'emergency' | 'urgent';
  heading: ReactNode;
  children: ReactNode;
}) {
  const t = translator(locale);
  return (
    <section className={`care ${kind}`}>
      <h2>
        <VisuallyHidden>{t(`site.care.${kind}`)} </VisuallyHidden>
        {heading}
      </h2>
      {children}
    </section>
  );
}
