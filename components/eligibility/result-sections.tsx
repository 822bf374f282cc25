import { ButtonLink } from '@/components/ui/button-link';
import { Details } from '@/components/ui/details';
import { Dialable } from '@/components/ui/dialable';
import { Facts } from '@/components/ui/facts';
import { PhoneLink } from '@/components/ui/phone-link';
import { parametersOn } from '@/lib/eligibility/parameters';
import { say } from '@/lib/eligibility/questions/field';
import { findingWords } from '@/lib/eligibility/questions/people-words';
import type { ResultDto } from '@/lib/eligibility/result';
import { listDocuments } from '@/lib/eligibility/result-view';
import { formatList, formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';
import { Reasons } from './reasons';

interface SectionProps {
  readonly locale: Locale;
  readonly result: ResultDto;
}

/** What to do next, with the way to step 2 first. */
export function NextSteps({ locale, result: { main, screening } }: SectionProps) {
  const t = translator(locale);
  const parameters = parametersOn(screening.asOf);
  const applies = main.nextStep === 'apply_dss' || main.result === 'unlikely';
  return (
    <section>
      <h2>{t('eligibilityResult.next.title')}</h2>
      {main.nextStep === 'confirm_coverage_then_choose_provider' ? (
        <p>
          <Dialable text={t('eligibilityResult.next.confirm', { phone: formatPhone(helpLine('medicaidCenter').phone) })} />
        </p>
      ) : null}
      {applies ? (
        <>
          <p>{t('eligibilityResult.next.apply')}</p>
          <p>
            {t('eligibilityResult.next.days', {
              days: parameters.number('decision-days'),
              disabilityDays: parameters.number('decision-days-disability'),
            })}
          </p>
          <p>{t('eligibilityResult.next.now')}</p>
        </>
      ) : null}
      <div className="row no-print">
        <ButtonLink href={`/${locale}/needs`}>{t('eligibilityResult.next.choose')}</ButtonLink>
      </div>
    </section>
  );
}

/** The others in the home, each with a result of their own. */
export function OtherPeople({ locale, result: { others, answers, screening } }: SectionProps) {
  const t = translator(locale);
  if (others.length === 0) return null;
  return (
    <section>
      <h2>{t('eligibilityResult.household')}</h2>
      {others.map((finding) => (
        <div key={finding.id}>
          <h3>
            {t('eligibilityResult.person', {
              person: say(t, findingWords(answers, finding.id)),
              result: t(`eligibilityResult.title.${finding.result}`),
            })}
          </h3>
          {finding.group ? <p>{t(`eligibilityResult.group.${finding.group}`)}</p> : null}
          {finding.closeCall ? <p>{t('eligibilityResult.close')}</p> : null}
          <Details summary={t('eligibilityResult.why')}>
            <Reasons locale={locale} finding={finding} asOf={screening.asOf} />
          </Details>
        </div>
      ))}
    </section>
  );
}

/** Months of past bills, and until when the longer time holds. */
export function PastBills({ locale, result: { main, coming } }: SectionProps) {
  const t = translator(locale);
  if (main.retroMonths === 0) return null;
  return (
    <section>
      <h2>{t('eligibilityResult.bills.title')}</h2>
      <p>{t('eligibilityResult.bills.body', { months: main.retroMonths })}</p>
      {coming && coming.retroMonths < main.retroMonths ? (
        <p>{t('eligibilityResult.bills.change', { months: coming.retroMonths })}</p>
      ) : null}
    </section>
  );
}

/** The work rule, before and after its first day. */
export function WorkRule({ locale, result: { main, coming } }: SectionProps) {
  const t = translator(locale);
  const state = coming?.workRule ?? main.workRule;
  const exemptions = coming?.exemptions ?? main.exemptions;
  if (state === 'not_subject') return null;
  const list = formatList(
    exemptions.map((one) => t(`eligibilityResult.exempt.${one}` as 'eligibilityResult.exempt.student')),
    locale,
  );
  return (
    <section>
      <h2>{t('eligibilityResult.work.title')}</h2>
      {state === 'exempt' ? (
        <>
          <p>{t('eligibilityResult.work.exempt', { list })}</p>
          <p>{t('eligibilityResult.work.attest')}</p>
        </>
      ) : (
        <p>{t(`eligibilityResult.work.${state}`)}</p>
      )}
    </section>
  );
}

/** What to bring, by what was answered. */
export function Documents({ locale, result: { answers, screening, told } }: SectionProps) {
  const t = translator(locale);
  const items = listDocuments(answers, screening.findings, Object.keys(told).length > 0);
  return (
    <section>
      <h2>{t('eligibilityResult.bring.title')}</h2>
      <Facts items={items.map((item) => t(`eligibilityResult.bring.${item}` as 'eligibilityResult.bring.id'))} />
    </section>
  );
}

/** Fears that keep people from applying, answered plainly, with free legal help. */
export function Worries({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <>
      <Details summary={t('eligibilityResult.tailored.title')}>
        <p>{t('eligibilityResult.tailored.body')}</p>
      </Details>
      <Details summary={t('eligibilityResult.worries.title')}>
        <p>{t('eligibilityResult.worries.estate')}</p>
        <p>{t('eligibilityResult.worries.charge')}</p>
        <p>
          {t('eligibilityResult.worries.aid')} <PhoneLink phone={helpLine('legalAid').phone} />
        </p>
        <p>
          {t('eligibilityResult.worries.ombudsman')} <PhoneLink phone={helpLine('ombudsman').phone} />
        </p>
      </Details>
    </>
  );
}
