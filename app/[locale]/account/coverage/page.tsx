import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { CoverageAnswerPanel } from '@/components/eligibility/coverage-answer-panel';
import { CoverageForm } from '@/components/eligibility/coverage-form';
import { askCoverageAction } from '@/lib/eligibility/actions-coverage';
import { readCoverage } from '@/lib/eligibility/coverage-cookie';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction } from '@/lib/membership/actions';
import { accountPage } from '@/lib/membership/queries-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; answer?: string }> };

/** "Is my coverage active?", for the member, a parent or a guardian. */
export default async function CoveragePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'coverage', 'account.coverage');
  const { fix, answer } = await searchParams;
  const kept = fix ? await findForm('coverage') : null;
  const problems = formProblems(kept, t);
  const found = answer ? await readCoverage(actor.memberId) : null;
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  const title = t('eligibility.coverage.title');
  return (
    <AccountFrame locale={locale} path="/account/coverage" title={title} problems={problems} acting={bar}>
      {found ? <CoverageAnswerPanel locale={locale} answer={found} /> : <p className="lead">{t('eligibility.coverage.lead')}</p>}
      <CoverageForm locale={locale} kept={kept} problems={problems} action={askCoverageAction} again={found !== null} />
    </AccountFrame>
  );
}
