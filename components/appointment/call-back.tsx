import { PostForm } from '@/components/forms/post-form';
import { TextField } from '@/components/forms/text-field';
import { Dialable } from '@/components/ui/dialable';
import { ReturnCode } from '@/components/ui/return-code';
import { instant } from '@/lib/clock';
import { problemOf } from '@/lib/http/form-problems';
import { formatLongDate, formatPhone, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine, PLAN_ZONE } from '@/lib/organization/organization';
import { callBackAction } from '@/lib/scheduling/actions-links';
import { type DetailFieldsProps, textOf } from './person-fields';
import { SafeFields } from './safe-fields';

/** Whom to call, how, and when it is safe. */
export function CallBackForm({ locale, roleId, typed, known, problems }: DetailFieldsProps & { roleId: string }) {
  const t = translator(locale);
  const phone = formatPhone(helpLine('help').phone);
  return (
    <>
      <p className="lead">{t('appointments.callBack.lead')}</p>
      <PostForm action={callBackAction} id="form" fields={{ locale, role: roleId }} keep go={t('appointments.callBack.send')}>
        <TextField
          name="firstName"
          label={t('appointments.callBack.firstName')}
          hint={t('appointments.details.firstNameHint')}
          error={problemOf(problems, 'firstName')}
          value={textOf(typed, 'firstName', known?.firstName)}
          autoComplete="given-name"
          width={20}
        />
        <TextField
          name="phone"
          label={t('appointments.callBack.phone')}
          error={problemOf(problems, 'phone')}
          value={textOf(typed, 'phone', known?.phone ? formatPhone(known.phone) : '')}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          width={20}
        />
        <SafeFields locale={locale} typed={typed} known={known} />
      </PostForm>
      <p>
        <Dialable text={t('appointments.callBack.or', { phone })} />
      </p>
    </>
  );
}

/** Who calls by when, and what to say when asking about it. */
export function CallBackReceipt({ locale, reference, dueAt }: { locale: Locale; reference: string; dueAt: Date }) {
  const t = translator(locale);
  // Due times are exclusive: midnight at the end of Monday is said as Monday, 11:59 p.m.
  const last = instant(dueAt.getTime() - 60_000);
  const by = t('appointments.when.at', {
    date: formatLongDate(last, locale, PLAN_ZONE),
    time: formatTime(last, locale, PLAN_ZONE, true),
  });
  return (
    <>
      <p className="lead">{t('appointments.callBack.done', { by })}</p>
      <h2>{t('appointments.callBack.reference')}</h2>
      <ReturnCode locale={locale} code={reference} />
      <p>
        <Dialable text={t('appointments.callBack.referenceText', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
      <p className="go">
        <a href={`/${locale}/providers`}>{t('appointments.times.other')}</a>
      </p>
    </>
  );
}
