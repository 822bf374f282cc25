import { Submit } from '@/components/forms/submit';
import { ButtonLink } from '@/components/ui/button-link';
import { Dialable } from '@/components/ui/dialable';
import type { FormProblem } from '@/lib/http/form-problems';
import { formatLongDate, formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';
import { cancelLinkAction, confirmLinkAction, moveLinkAction } from '@/lib/scheduling/actions-links';
import type { Slot } from '@/lib/scheduling/model';
import type { LinkView } from '@/lib/scheduling/queries-links';
import { type DayOfTimes, TimePicker } from './time-picker';
import { firstZone, visitTime } from './visit-time';

interface Props {
  readonly locale: Locale;
  readonly view: LinkView;
  readonly token: string;
  /** What was done already, or null while it is to do. */
  readonly done: LinkView['purpose'] | null;
  /** One for each showing of the page: a double press is one move. */
  readonly formKey: string;
  readonly problems: readonly FormProblem[];
}

const DAYS = 4;

function daysOf(locale: Locale, slots: readonly Slot[]): DayOfTimes[] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const heading = formatLongDate(slot.start, locale, firstZone(slot));
    if (!days.has(heading) && days.size === DAYS) break;
    days.set(heading, [...(days.get(heading) ?? []), slot]);
  }
  return [...days].map(([heading, ofDay]) => ({ key: heading, heading, slots: ofDay }));
}

/** One visit and the one thing its link is for. */
export function LinkVisit({ locale, view, token, done, formKey, problems }: Props) {
  const t = translator(locale);
  const when = visitTime(locale, view.visit);
  const hidden = (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="key" value={formKey} />
    </>
  );
  if (done === 'move') return <p className="lead">{t('appointments.link.moveDone', { when })}</p>;
  if (done) {
    return (
      <>
        <p className="lead">{when}</p>
        <p>{t(`appointments.link.${done}Done`)}</p>
      </>
    );
  }
  if (view.purpose === 'move') return <MoveForm {...{ locale, view, problems, hidden, when }} />;
  return (
    <>
      <p className="lead">{when}</p>
      <form action={view.purpose === 'cancel' ? cancelLinkAction : confirmLinkAction} id="form">
        {hidden}
        <Submit>{t(`appointments.link.${view.purpose}Yes`)}</Submit>
      </form>
      {view.purpose === 'cancel' ? <p>{t('appointments.link.cancelNo')}</p> : null}
    </>
  );
}

function MoveForm({
  locale,
  view,
  problems,
  hidden,
  when,
}: Pick<Props, 'locale' | 'view' | 'problems'> & { hidden: React.ReactNode; when: string }) {
  const t = translator(locale);
  if (view.slots.length === 0) {
    return (
      <p className="lead">
        <Dialable text={t('appointments.link.moveNone', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
    );
  }
  const error = problems.find(({ field }) => field === 'slot')?.message;
  return (
    <>
      <p className="lead">{t('appointments.link.moveNow', { when })}</p>
      <form action={moveLinkAction} noValidate id="form">
        {hidden}
        <TimePicker locale={locale} days={daysOf(locale, view.slots)} error={error} />
        <Submit>{t('appointments.link.moveYes')}</Submit>
      </form>
    </>
  );
}

/** A link that is over: why that may be, and the two ways on. */
export function LinkGone({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <>
      <p className="lead">{t('appointments.link.gone')}</p>
      <ButtonLink href={`/${locale}/appointments/manage`}>{t('appointments.link.code')}</ButtonLink>
      <p>
        <Dialable text={t('appointments.callBack.or', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
    </>
  );
}
