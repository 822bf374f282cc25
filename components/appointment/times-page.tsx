import { Submit } from '@/components/forms/submit';
import { ButtonLink } from '@/components/ui/button-link';
import { Dialable } from '@/components/ui/dialable';
import { instant } from '@/lib/clock';
import type { PractitionerRoleCard } from '@/lib/directory/model';
import { formatLongDate, formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine, PLAN_ZONE } from '@/lib/organization/organization';
import { type AppointmentView, HOLD_MINUTES, type Slot, type VisitMode } from '@/lib/scheduling/model';
import { TimePicker } from './time-picker';
import { TimesNotice, type TimesNoticeProps } from './times-notice';
import { providerName } from './visit-place';
import { firstZone, visitTime } from './visit-time';

export interface TimesAddress {
  /** Without language. */
  readonly base: string;
  readonly move: boolean;
  readonly mode: VisitMode | null;
  readonly from: string | undefined;
}

interface Times {
  readonly modes: readonly VisitMode[];
  readonly mode: VisitMode | null;
  readonly days: readonly { readonly date: string; readonly slots: readonly Slot[] }[];
  readonly nextFrom: string | null;
  readonly near: readonly Slot[];
  readonly own: TimesNoticeProps['own'];
}

function link(locale: Locale, address: TimesAddress, change: { mode?: VisitMode; from?: string | null }): string {
  const query = new URLSearchParams();
  if (address.move) query.set('move', '1');
  const mode = change.mode ?? address.mode;
  if (mode) query.set('mode', mode);
  if (change.from) query.set('from', change.from);
  return `/${locale}${address.base}?${query}`;
}

/** Whose times these are, what happened to the last choice, and the ways of meeting. */
export function TimesHead({
  locale,
  card,
  times,
  moving,
  dueAt,
  address,
  code,
}: {
  locale: Locale;
  card: PractitionerRoleCard;
  times: Times;
  moving: AppointmentView | null;
  /** Exclusive: the last day that counts is the one before. */
  dueAt: Date;
  address: TimesAddress;
  code: string | undefined;
}) {
  const t = translator(locale);
  const lastDay = formatLongDate(instant(dueAt.getTime() - 1), locale, PLAN_ZONE);
  return (
    <>
      <TimesNotice locale={locale} code={code} own={times.own} />
      <p className="lead">{t('appointments.times.with', { name: providerName(card) })}</p>
      <p>
        {moving
          ? t('appointments.times.moveNote', { when: visitTime(locale, moving) })
          : t('appointments.times.goal', { date: lastDay })}
      </p>
      {times.modes.length > 1 ? (
        <nav aria-label={t('appointments.times.mode')}>
          <p>{t('appointments.times.mode')}</p>
          <ul className="row choices">
            {times.modes.map((mode) => (
              <li key={mode}>
                <a href={link(locale, address, { mode })} aria-current={mode === times.mode ? 'true' : undefined}>
                  {t(`appointments.modes.${mode}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </>
  );
}

/** The times, the way to later days, and the one button. */
export function TimesForm({
  locale,
  times,
  address,
  chosen,
  error,
}: {
  locale: Locale;
  times: Times;
  address: TimesAddress;
  /** The time a link from outside meant; any other text chooses nothing. */
  chosen: string | undefined;
  error: string | undefined;
}) {
  const t = translator(locale);
  const near =
    times.near.length > 0 ? [{ key: 'near', heading: t('appointments.times.near'), slots: times.near, dated: true }] : [];
  const nearValues = new Set(times.near.map((slot) => slot.start.getTime()));
  const days = times.days
    .map((day) => ({ ...day, slots: day.slots.filter((slot) => !nearValues.has(slot.start.getTime())) }))
    .filter((day) => day.slots.length > 0)
    .map(({ date, slots }) => ({
      key: date,
      heading: slots[0] ? formatLongDate(slots[0].start, locale, firstZone(slots[0])) : date,
      slots,
    }));
  return (
    <>
      <TimePicker locale={locale} days={[...near, ...days]} value={chosen} error={error} />
      <p className="row">
        {address.from ? <a href={link(locale, address, { from: null })}>{t('appointments.times.first')}</a> : null}
        {times.nextFrom ? (
          <a href={link(locale, address, { from: times.nextFrom })}>{t('appointments.times.more')}</a>
        ) : (
          <span className="hint">{t('appointments.times.noneLater')}</span>
        )}
      </p>
      <p className="hint">{t('appointments.times.hold', { minutes: HOLD_MINUTES })}</p>
      <Submit>{t('appointments.times.continue')}</Submit>
    </>
  );
}

/** Never just "no times": a person to call and another provider. */
export function NoTimes({ locale, empty, roleId }: { locale: Locale; empty: boolean; roleId: string }) {
  const t = translator(locale);
  return (
    <>
      <hr className="rule" />
      <h2>{t(empty ? 'appointments.times.noneTitle' : 'appointments.times.ask')}</h2>
      {empty ? <p>{t('appointments.times.none')}</p> : null}
      {empty ? (
        <ButtonLink href={`/${locale}/appointments/call-back?role=${encodeURIComponent(roleId)}`}>
          {t('appointments.callBack.link')}
        </ButtonLink>
      ) : (
        <p className="go">
          <a href={`/${locale}/appointments/call-back?role=${encodeURIComponent(roleId)}`}>{t('appointments.callBack.link')}</a>
        </p>
      )}
      <p>
        <Dialable text={t('appointments.times.askText', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
      <p className="go">
        <a href={`/${locale}/providers`}>{t('appointments.times.other')}</a>
      </p>
    </>
  );
}
