import { ButtonLink } from '@/components/ui/button-link';
import { Notice } from '@/components/ui/notice';
import { PhoneLink } from '@/components/ui/phone-link';
import { instant } from '@/lib/clock';
import type { CoverageAnswer } from '@/lib/eligibility/model-coverage';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

/** What the payer said, in plain words, with the way on. A simulated answer says so first. */
export function CoverageAnswerPanel({ locale, answer }: { locale: Locale; answer: CoverageAnswer }) {
  const t = translator(locale);
  const { outcome, plan, until, source } = answer;
  const day = (text: string) => formatLongDate(instant(`${text}T12:00:00Z`), locale, 'UTC');
  return (
    <>
      {source === 'simulator' ? (
        <Notice>
          <p>{t('eligibility.coverage.simulated')}</p>
        </Notice>
      ) : null}
      <h2>{t(`eligibility.coverage.outcomes.${outcome}.heading`)}</h2>
      <p>{t(`eligibility.coverage.outcomes.${outcome}.text`)}</p>
      {plan && outcome !== 'inactive' ? <p>{t('eligibility.coverage.plan', { plan })}</p> : null}
      {until && outcome === 'active' ? <p>{t('eligibility.coverage.until', { date: day(until) })}</p> : null}
      <p className="hint">{t('eligibility.coverage.asked', { date: day(answer.asOf) })}</p>
      {outcome === 'active' ? (
        <ButtonLink href={`/${locale}/needs`}>{t('eligibility.coverage.go')}</ButtonLink>
      ) : (
        <p>
          {t('eligibility.coverage.call')} <PhoneLink phone={helpLine('medicaidCenter').phone} />
        </p>
      )}
      <hr className="rule" />
    </>
  );
}
