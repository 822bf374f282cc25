import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { JOURNEY_STEPS, type StepId } from '@/lib/journey/steps';

/** "Step 2 of 3: …" in words; the bar repeats it for eyes: solid is sewn, dashed is not yet. */
export function StepProgress({ locale, step, done }: { locale: Locale; step: StepId; done?: boolean | undefined }) {
  const t = translator(locale);
  const here = JOURNEY_STEPS.findIndex(({ id }) => id === step);
  return (
    <>
      <p className="stepbar">{t('site.steps.bar', { number: here + 1, name: t(`site.steps.${step}`) })}</p>
      <div className="bar" aria-hidden="true">
        {JOURNEY_STEPS.map(({ id }, index) => (
          <i key={id} className={index < here || done ? 'done' : index === here ? 'on' : undefined} />
        ))}
      </div>
    </>
  );
}
