import { visitTime } from '@/components/appointment/visit-time';
import { ButtonLink } from '@/components/ui/button-link';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { VisitMode } from '@/lib/scheduling/model';
import { ButtonForm } from './button-form';

export interface VisitLine {
  readonly id: string;
  readonly start: Date;
  readonly mode: VisitMode;
  readonly zone: string;
  readonly who: string;
}

/** Booked visits, soonest first, each with the way to change it; or the way to the first one. */
export function NextVisits({
  locale,
  visits,
  open,
}: {
  locale: Locale;
  visits: readonly VisitLine[];
  open: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  if (visits.length === 0) {
    return (
      <>
        <p>{t('account.home.noVisit')}</p>
        <p>
          <ButtonLink href={`/${locale}/appointments`}>{t('account.home.findTime')}</ButtonLink>
        </p>
      </>
    );
  }
  return visits.map((visit) => (
    <div key={visit.id}>
      <p>{t('account.home.visitAt', { when: visitTime(locale, visit), who: visit.who })}</p>
      <ButtonForm locale={locale} action={open} fields={{ id: visit.id }}>
        {t('account.home.seeVisit')}
      </ButtonForm>
    </div>
  ));
}
