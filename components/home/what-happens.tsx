import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { JOURNEY_STEPS } from '@/lib/journey/steps';

/** The three steps, sewn together; the thread is solid as far as a person has come. */
export function WhatHappens({ locale, behind }: { locale: Locale; behind: number }) {
  const t = translator(locale);
  return (
    <section>
      <h2>{t('home.steps.heading')}</h2>
      <ol className="steps across">
        {JOURNEY_STEPS.map(({ id, number }) => (
          <li key={id} className={number <= behind ? 'done' : undefined}>
            <span className="n" aria-hidden="true">
              {number}
            </span>
            <h3>{t(`site.steps.${id}`)}</h3>
            <p>{t(number <= behind ? 'home.steps.behind' : `home.steps.${id}`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
