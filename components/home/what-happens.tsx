import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { JOURNEY_STEPS } from '@/lib/journey/steps';

/** The three steps, sewn together. */
export function WhatHappens({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <section>
      <h2>{t('home.steps.heading')}</h2>
      <ol className="steps across">
        {JOURNEY_STEPS.map(({ id, number }) => (
          <li key={id}>
            <span className="n" aria-hidden="true">
              {number}
            </span>
            <h3>{t(`site.steps.${id}`)}</h3>
            <p>{t(`home.steps.${id}`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
