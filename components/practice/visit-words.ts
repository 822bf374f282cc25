import { consentCheckText } from '@/components/needs/consent-check';
import { instant } from '@/lib/clock';
import { formatList, formatLongDate, formatPhone, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { INTERPRETERS } from '@/lib/scheduling/model-forms';
import type { PracticeVisit } from '@/lib/scheduling/queries-practice';

/** "9:30 a.m. – 10:30 a.m. EST", in the zone of the role's place. */
export const visitHours = ({ start, end }: Pick<PracticeVisit, 'start' | 'end'>, locale: Locale, zone: string): string =>
  `${formatTime(start, locale, zone)} – ${formatTime(end, locale, zone, true)}`;

/** Who comes and what they need, each as a short line. */
export function personFacts(locale: Locale, { person, ...visit }: PracticeVisit): string[] {
  const t = translator(locale);
  const facts: string[] = [t(`appointments.modes.${visit.mode}`)];
  if (visit.confirmed) facts.push(t('practice.week.confirmed'));
  if (visit.needsReschedule) facts.push(t('practice.week.needsChange'));
  if (!person) return facts;
  const born = instant(`${person.birthDate}T12:00:00Z`);
  facts.push(t('practice.week.born', { date: formatLongDate(born, locale, 'UTC') }));
  facts.push(person.phone ? t('practice.week.phone', { phone: formatPhone(person.phone) }) : t('practice.week.noPhone'));
  if (person.phone)
    facts.push(
      t(`practice.week.voice.${person.voiceMessage}`),
      t('practice.week.safeTimes', { times: t(`appointments.contact.times.${person.safeTimes}`) }),
    );
  const interpreter = INTERPRETERS.find((each) => each === person.interpreter);
  if (interpreter) facts.push(t('practice.week.interpreter', { language: t(`appointments.interpreters.${interpreter}`) }));
  if (person.consentCheck) facts.push(consentCheckText(person.consentCheck, locale));
  else if (person.consent) facts.push(t('practice.week.consent', { basis: t(`needs.consent.${person.consent}`) }));
  const needs = person.accessNeeds.map((need) => t(`appointments.access.${need}`));
  return needs.length > 0 ? [...facts, formatList(needs, locale)] : facts;
}
