import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { DelegationView } from '@/lib/membership/model';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { authorityText } from './authority-state';
import { ButtonForm } from './button-form';

type FormAction = (form: FormData) => Promise<void>;

/** Who may act for the person, each with the way to end it. */
export function Delegates({ locale, people, end }: { locale: Locale; people: readonly DelegationView[]; end: FormAction }) {
  const t = translator(locale);
  if (people.length === 0) return <p>{t('account.people.none')}</p>;
  return people.map((each) => {
    const date = formatLongDate(each.since, locale, PLAN_ZONE);
    const relation = t(`account.people.relations.${each.relation}`);
    return (
      <div key={each.id}>
        <p>
          {each.status === 'active'
            ? t('account.people.active', { date, relation })
            : t('account.people.invited', { date, relation })}
          {each.status === 'active' && each.relation !== 'helper' ? `. ${t(`account.papers.seen.${stateOf(each)}`)}` : null}
        </p>
        <ButtonForm locale={locale} action={end} fields={{ id: each.id }}>
          {t('account.people.end')}
        </ButtonForm>
      </div>
    );
  });
}

const stateOf = ({ authority, checked }: DelegationView) => {
  if (checked) return 'checked';
  return authority?.status === 'waiting' ? 'waiting' : 'unchecked';
};

/** Whom the person may act for; for a parent or guardian with the state of their papers. */
export function ActedFor({
  locale,
  people,
  act,
  end,
}: {
  locale: Locale;
  people: readonly DelegationView[];
  act: FormAction;
  end: FormAction;
}) {
  const t = translator(locale);
  if (people.length === 0) return null;
  return (
    <>
      <h2>{t('account.people.forTitle')}</h2>
      {people.map((each) => {
        const name = each.firstName ?? t('account.people.someone');
        return (
          <div key={each.id}>
            {each.relation === 'helper' ? null : (
              <p>
                {authorityText(each, locale)}{' '}
                <a href={`/${locale}/account/people/${each.id}`}>{t('account.people.papers', { name })}</a>
              </p>
            )}
            <div className="row">
              <ButtonForm locale={locale} action={act} fields={{ id: each.memberId }} quiet={false}>
                {t('account.people.act', { name })}
              </ButtonForm>
              <ButtonForm locale={locale} action={end} fields={{ id: each.id }}>
                {t('account.people.stop', { name })}
              </ButtonForm>
            </div>
          </div>
        );
      })}
    </>
  );
}

/** Who asks the person for help, with yes and no. */
export function Invitations({
  locale,
  people,
  answer,
}: {
  locale: Locale;
  people: readonly DelegationView[];
  answer: FormAction;
}) {
  const t = translator(locale);
  if (people.length === 0) return null;
  return (
    <>
      <h2>{t('account.people.requests')}</h2>
      {people.map((each) => (
        <div key={each.id}>
          <p>
            {t('account.people.request', {
              name: each.firstName ?? t('account.people.someone'),
              relation: t(`account.people.relations.${each.relation}`),
            })}
          </p>
          <div className="row">
            {(['yes', 'no'] as const).map((value) => (
              <ButtonForm
                key={value}
                locale={locale}
                action={answer}
                fields={{ id: each.id, answer: value }}
                quiet={value === 'no'}
              >
                {t(`account.people.${value}`)}
              </ButtonForm>
            ))}
          </div>
        </div>
      ))}
    </>
  );
}
