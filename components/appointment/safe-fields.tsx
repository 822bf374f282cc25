import { RadioList } from '@/components/forms/radio-list';
import { SelectField } from '@/components/forms/select-field';
import { translator } from '@/lib/i18n/translator';
import { SAFE_TIMES, VOICE_MESSAGES } from '@/lib/scheduling/model';
import { type DetailFieldsProps, textOf } from './person-fields';

/** Whether a voice message is safe, and when a call is. Nothing said means no message. */
export function SafeFields({ locale, typed, known }: Omit<DetailFieldsProps, 'problems'>) {
  const t = translator(locale);
  return (
    <>
      <RadioList
        name="voiceMessage"
        legend={t('appointments.contact.voice')}
        value={textOf(typed, 'voiceMessage', known?.voiceMessage ?? 'no')}
        options={VOICE_MESSAGES.map((value) => ({ value, label: t(`appointments.contact.voices.${value}`) }))}
      />
      <SelectField
        name="safeTimes"
        label={t('appointments.contact.safe')}
        value={textOf(typed, 'safeTimes', known?.safeTimes ?? 'any')}
        options={SAFE_TIMES.map((value) => ({ value, label: t(`appointments.contact.times.${value}`) }))}
      />
    </>
  );
}
