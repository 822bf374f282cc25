import { RadioList } from '@/components/forms/radio-list';
import { TextField } from '@/components/forms/text-field';
import { problemOf } from '@/lib/http/form-problems';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { CONTACT_WAYS } from '@/lib/scheduling/model';
import { type DetailFieldsProps, textOf } from './person-fields';
import { SafeFields } from './safe-fields';

/** Whether and how the person may be reached: the way before the number, and no voice message unless they say so. */
export function ContactFields({ locale, typed, known, problems }: DetailFieldsProps) {
  const t = translator(locale);
  return (
    <>
      <RadioList
        name="contactWay"
        legend={t('appointments.contact.contactWay')}
        error={problemOf(problems, 'contactWay')}
        value={textOf(typed, 'contactWay', known?.contactWay)}
        options={CONTACT_WAYS.map((value) => ({
          value,
          label: t(`appointments.contact.ways.${value}`),
          hint: value === 'text' ? t('appointments.contact.textHint') : undefined,
        }))}
      />
      <TextField
        name="phone"
        label={t('appointments.contact.phone')}
        hint={t('appointments.contact.phoneHint')}
        error={problemOf(problems, 'phone')}
        value={textOf(typed, 'phone', known?.phone ? formatPhone(known.phone) : '')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        width={20}
      />
      <TextField
        name="email"
        label={t('appointments.contact.email')}
        hint={t('appointments.contact.emailHint')}
        error={problemOf(problems, 'email')}
        value={textOf(typed, 'email', known?.email)}
        type="email"
        inputMode="email"
        autoComplete="email"
      />
      <SafeFields locale={locale} typed={typed} known={known} />
      <RadioList
        name="earlier"
        legend={t('appointments.contact.earlier')}
        hint={t('appointments.contact.earlierHint')}
        value={textOf(typed, 'earlier', known?.contactWay !== 'none' && known?.wantsEarlier === false ? 'no' : 'yes')}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`appointments.contact.earlierChoices.${value}`) }))}
      />
    </>
  );
}
