import { ButtonForm } from '@/components/account/button-form';
import { Facts } from '@/components/ui/facts';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { instant } from '@/lib/clock';
import { formatLongDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { markVisitAction, unblockTimeAction } from '@/lib/scheduling/actions-practice';
import type { PracticeVisit, PracticeWeek } from '@/lib/scheduling/queries-practice';
import { personFacts, visitHours } from './visit-words';

interface Props {
  readonly locale: Locale;
  readonly week: PracticeWeek;
  readonly from: string | undefined;
}

/** Seven days of one role, with who comes and what they need. */
export function PracticeWeekView({ locale, week, from }: Props) {
  const t = translator(locale);
  const { role, roles } = week;
  if (!role) return <p className="lead">{t('practice.week.noBook')}</p>;
  const base = `/${locale}/practice`;
  const link = (to: string | null) => `${base}?role=${role.roleId}${to ? `&week=${to}` : ''}`;
  const day = (date: string) => formatLongDate(instant(`${date}T12:00:00Z`), locale, 'UTC');
  const fields = { role: role.roleId, week: from ?? '' };
  return (
    <>
      {roles.length > 1 ? (
        <nav aria-label={t('practice.week.who')}>
          <ul className="row choices">
            {roles.map((each) => (
              <li key={each.roleId}>
                <a href={`${base}?role=${each.roleId}`} aria-current={each.roleId === role.roleId ? 'true' : undefined}>
                  {each.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <p className="row">
        <a href={link(week.previous)}>{t('practice.week.previous')}</a>
        <a href={link(null)}>{t('practice.week.today')}</a>
        <a href={link(week.next)}>{t('practice.week.next')}</a>
        <a href={`${base}/times?role=${role.roleId}`}>{t('practice.week.times')}</a>
      </p>
      {week.blackouts.map((off) => (
        <div key={off.id}>
          <p>
            <b>{t('practice.week.blocked')}:</b>{' '}
            {t('practice.week.blockedFrom', { from: moment(locale, off.from, role.zone), to: moment(locale, off.to, role.zone) })}
          </p>
          <ButtonForm locale={locale} action={unblockTimeAction} fields={{ ...fields, id: off.id }}>
            {t('practice.week.unblock')}
          </ButtonForm>
        </div>
      ))}
      {week.days.map(({ date, visits }) => (
        <section key={date}>
          <h2>{day(date)}</h2>
          {visits.length === 0 ? <p className="hint">{t('practice.week.none')}</p> : null}
          {visits.map((visit) => (
            <Visit key={visit.id} locale={locale} visit={visit} zone={role.zone} fields={fields} />
          ))}
        </section>
      ))}
    </>
  );
}

const moment = (locale: Locale, at: Date, zone: string) =>
  `${formatLongDate(at, locale, zone)}, ${formatTime(at, locale, zone, true)}`;

interface VisitProps {
  readonly locale: Locale;
  readonly visit: PracticeVisit;
  readonly zone: string;
  readonly fields: Readonly<Record<string, string>>;
}

function Visit({ locale, visit, zone, fields }: VisitProps) {
  const t = translator(locale);
  const { person } = visit;
  const time = visitHours(visit, locale, zone);
  const ended =
    visit.status === 'arrived' || visit.status === 'fulfilled' ? 'arrived' : visit.status === 'noshow' ? 'noshow' : null;
  return (
    <div>
      <h3>
        {time}
        {person ? `, ${person.firstName} ${person.lastName}` : ''}
      </h3>
      <Facts items={[...personFacts(locale, visit), ...(ended ? [<b key="ended">{t(`practice.week.${ended}`)}</b>] : [])]} />
      <div className="row">
        {(['arrived', 'noshow'] as const)
          .filter((outcome) => outcome !== ended)
          .map((outcome) => (
            <ButtonForm key={outcome} locale={locale} action={markVisitAction} fields={{ ...fields, id: visit.id, outcome }}>
              {t(outcome === 'arrived' ? 'practice.week.markArrived' : 'practice.week.markNoshow')}
            </ButtonForm>
          ))}
      </div>
      {person?.asksConsent ? (
        <p className="go">
          <a href={`/${locale}/practice/consent/${visit.id}`}>
            {t('practice.week.confirmConsent')}
            <VisuallyHidden>, {time}</VisuallyHidden>
          </a>
        </p>
      ) : null}
    </div>
  );
}
