import { ButtonForm } from '@/components/account/button-form';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { instant } from '@/lib/clock';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import { formatLongDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { blockTimeAction, forgetFeedAction, readFeedAction, setHoursAction } from '@/lib/scheduling/actions-practice';
import type { PracticeWeek } from '@/lib/scheduling/queries-practice';
import { writeHours } from '@/lib/scheduling/rules/weekly-hours';

type Typed = Readonly<Record<string, string | readonly string[]>> | undefined;
const textOf = (typed: Typed, field: string, known = '') => {
  const value = typed?.[field];
  return typeof value === 'string' ? value : known;
};

interface FormProps {
  readonly locale: Locale;
  readonly roleId: string;
  readonly typed: Typed;
  readonly problems: readonly FormProblem[];
}

function Hidden({ locale, roleId }: Pick<FormProps, 'locale' | 'roleId'>) {
  return (
    <>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="role" value={roleId} />
    </>
  );
}

/** A stretch of time off: plain fields, because date pickers differ and some phones have none. */
export function BlockForm({ locale, roleId, typed, problems }: FormProps) {
  const t = translator(locale);
  const field = (name: 'fromDate' | 'fromTime' | 'toDate' | 'toTime') => (
    <TextField
      name={name}
      label={t(`practice.times.${name}`)}
      hint={t(name.endsWith('Date') ? 'practice.times.dateHint' : 'practice.times.timeHint')}
      error={problemOf(problems, name)}
      value={textOf(typed, name)}
      width={10}
    />
  );
  return (
    <form action={blockTimeAction} noValidate id="form">
      <h2>{t('practice.times.blockTitle')}</h2>
      <p>{t('practice.times.blockLead')}</p>
      <Hidden locale={locale} roleId={roleId} />
      {field('fromDate')}
      {field('fromTime')}
      {field('toDate')}
      {field('toTime')}
      <Submit>{t('practice.times.block')}</Submit>
    </form>
  );
}

// 2026-11-02 was a Monday.
const dayName = (locale: Locale, weekday: number) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(instant(Date.UTC(2026, 10, 1 + weekday)));

/** One line a day, as people write opening hours. */
export function HoursForm({ locale, roleId, typed, problems, hours }: FormProps & { hours: PracticeWeek['hours'] }) {
  const t = translator(locale);
  return (
    <form action={setHoursAction} noValidate>
      <h2>{t('practice.times.hoursTitle')}</h2>
      <p>{t('practice.times.hoursLead')}</p>
      <Hidden locale={locale} roleId={roleId} />
      {hours.map(({ weekday, ranges }) => (
        <TextField
          key={weekday}
          name={`day${weekday}`}
          label={dayName(locale, weekday)}
          error={problemOf(problems, `day${weekday}`)}
          value={textOf(typed, `day${weekday}`, writeHours(ranges))}
        />
      ))}
      <Submit>{t('practice.times.save')}</Submit>
    </form>
  );
}

interface FeedProps extends Pick<FormProps, 'locale' | 'problems'> {
  readonly role: NonNullable<PracticeWeek['role']>;
  readonly feed: PracticeWeek['feed'];
}

/** Busy times from the practice's own calendar. Its address is never shown again: it is a secret. */
export function FeedForm({ locale, role, feed, problems }: FeedProps) {
  const t = translator(locale);
  const at = feed?.readAt
    ? `${formatLongDate(feed.readAt, locale, role.zone)}, ${formatTime(feed.readAt, locale, role.zone, true)}`
    : '';
  const fileError = problemOf(problems, 'file');
  return (
    <>
      <form action={readFeedAction} noValidate>
        <h2>{t('practice.times.feedTitle')}</h2>
        <p>{t('practice.times.feedLead')}</p>
        {feed?.kind === 'file' ? <p>{t('practice.times.feedFile')}</p> : null}
        {feed ? <p>{t(`practice.times.feedState.${feed.outcome ?? 'new'}`, { at })}</p> : null}
        <Hidden locale={locale} roleId={role.roleId} />
        <TextField name="url" label={t('practice.times.url')} error={problemOf(problems, 'url')} autoComplete="off" />
        <div className={fileError ? 'field bad' : 'field'}>
          <label className="label" htmlFor="file">
            {t('practice.times.file')}
          </label>
          {fileError ? <p className="field-error">{fileError}</p> : null}
          <input className="input" id="file" name="file" type="file" accept=".ics,text/calendar" />
        </div>
        <Submit>{t('practice.times.read')}</Submit>
      </form>
      {feed ? (
        <ButtonForm locale={locale} action={forgetFeedAction} fields={{ role: role.roleId }}>
          {t('practice.times.forget')}
        </ButtonForm>
      ) : null}
    </>
  );
}
