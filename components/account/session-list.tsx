import { formatLongDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { OwnSession } from '@/lib/membership/sessions';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { ButtonForm } from './button-form';

type FormAction = (form: FormData) => Promise<void>;

/** Where the person is signed in, each with the way to end it, and one button for all the others. */
export function SessionList({
  locale,
  sessions,
  end,
  endOthers,
}: {
  locale: Locale;
  sessions: readonly OwnSession[];
  end: FormAction;
  endOthers: FormAction;
}) {
  const t = translator(locale);
  const others = sessions.filter(({ here }) => !here);
  const moment = (at: Date) => `${formatLongDate(at, locale, PLAN_ZONE)}, ${formatTime(at, locale, PLAN_ZONE)}`;
  return (
    <>
      <h2>{t('account.sessions.title')}</h2>
      <p>{t('account.sessions.text')}</p>
      {others.map(({ id, method, createdAt, lastSeenAt }) => (
        <div key={id}>
          <p>
            {t('account.sessions.line', {
              since: moment(createdAt),
              used: formatTime(lastSeenAt, locale, PLAN_ZONE),
              method: t(`account.sessions.methods.${method}`),
            })}
          </p>
          <ButtonForm locale={locale} action={end} fields={{ id }}>
            {t('account.sessions.end')}
          </ButtonForm>
        </div>
      ))}
      {others.length > 0 ? (
        <ButtonForm locale={locale} action={endOthers} quiet={false}>
          {t('account.sessions.others')}
        </ButtonForm>
      ) : (
        <p>{t('account.sessions.none')}</p>
      )}
    </>
  );
}
