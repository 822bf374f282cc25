import { ButtonLink } from '@/components/ui/button-link';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { TaskReceipt } from '@/lib/tasks/model';

/** That a report arrived, by when it is answered, and the code to ask about it. */
export function ReportReceipt({ locale, receipt, back }: { locale: Locale; receipt: TaskReceipt; back: string }) {
  const t = translator(locale);
  const day = formatLongDate(receipt.dueAt, locale, PLAN_ZONE);
  return (
    <>
      <h1>{t('directory.report.sentTitle')}</h1>
      <p>{t('directory.report.sent', { day, code: formatReturnCode(receipt.reference) })}</p>
      <p>{t('directory.report.sink')}</p>
      <ButtonLink quiet href={back}>
        {t('directory.report.back')}
      </ButtonLink>
    </>
  );
}
