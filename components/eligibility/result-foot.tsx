import { Submit } from '@/components/forms/submit';
import { ButtonLink } from '@/components/ui/button-link';
import { instant } from '@/lib/clock';
import { askForOthers } from '@/lib/eligibility/actions';
import { LAST_CHECKED } from '@/lib/eligibility/parameters';
import type { ResultDto } from '@/lib/eligibility/result';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';

interface FootProps {
  readonly locale: Locale;
  readonly result: ResultDto;
  /** The result came before anything was asked about the home. */
  readonly early: boolean;
  readonly inState: boolean;
}

/** Going on for others, printing, changing answers, coming back, and how old the rules are. */
export function ResultFoot({ locale, result, early, inState }: FootProps) {
  const t = translator(locale);
  const changePath = early ? '/eligibility' : '/eligibility/check';
  return (
    <>
      {early && inState ? (
        <section className="no-print">
          <h2>{t('eligibilityResult.others.title')}</h2>
          <p>{t('eligibilityResult.others.body')}</p>
          <form action={askForOthers}>
            <input type="hidden" name="locale" value={locale} />
            <Submit quiet>{t('eligibilityResult.others.submit')}</Submit>
          </form>
        </section>
      ) : null}
      <div className="row no-print">
        {inState ? (
          <ButtonLink quiet href={`/${locale}/eligibility/print`}>
            {t('eligibilityResult.printLink')}
          </ButtonLink>
        ) : null}
        <ButtonLink quiet href={`/${locale}${changePath}`}>
          {t('eligibilityResult.change')}
        </ButtonLink>
      </div>
      {result.code ? <p>{t('eligibilityResult.code.body', { code: formatReturnCode(result.code) })}</p> : null}
      <p className="hint">
        {t('eligibilityResult.checked', {
          date: formatLongDate(instant(`${LAST_CHECKED}T12:00:00Z`), locale, 'UTC'),
          version: result.screening.parametersVersion,
        })}{' '}
        <a href={`/${locale}/eligibility/rules`}>{t('eligibilityResult.rulesLink')}</a>
      </p>
    </>
  );
}
