import { ButtonLink } from '@/components/ui/button-link';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { type Needs, nextNeedPage } from '@/lib/needs/model';
import { CHECK_PARTS, INSTRUMENTS } from '@/lib/needs/model-checks';
import { isAnswered } from '@/lib/needs/rules/score';

/** Which optional sets there are and which are answered. Scores stay inside: a number is no diagnosis. */
export function MoreList({ locale, needs }: { locale: Locale; needs: Needs }) {
  const t = translator(locale);
  const next = nextNeedPage(needs);
  const onward = `/${locale}${next ? `/needs/${next}` : '/providers'}`;
  const reach = `/${locale}/needs/reach`;
  if (!needs.reach) {
    return (
      <>
        <h2>{t('needs.more.first')}</h2>
        <p>{t('needs.more.firstWhy')}</p>
        <p className="row">
          <ButtonLink href={reach}>{t('needs.reach.submit')}</ButtonLink>
          <ButtonLink quiet href={onward}>
            {t('needs.more.back')}
          </ButtonLink>
        </p>
      </>
    );
  }
  return (
    <>
      <p>{t('needs.more.onlyYou')}</p>
      <ul className="provs">
        {INSTRUMENTS.map(({ id }) => {
          const name = t(`needs.more.${id}`);
          const answered = isAnswered(needs.checks ?? {}, id);
          const first = CHECK_PARTS.find(({ instrument }) => instrument === id);
          return (
            <li className="prov" key={id}>
              <h2>{name}</h2>
              {answered ? <p>{t('needs.more.answered')}</p> : null}
              <p className="go">
                <a href={`/${locale}/needs/more/${first?.id}`}>
                  {t(answered ? 'needs.more.again' : 'needs.more.start', { name })}
                </a>
              </p>
            </li>
          );
        })}
      </ul>
      <p className="row">
        <ButtonLink href={onward}>{t(next ? 'needs.continue' : 'needs.more.done')}</ButtonLink>
        <a href={reach}>{t('needs.more.change')}</a>
      </p>
    </>
  );
}
