import type { ReactNode } from 'react';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { JOURNEY_STEPS, type StepId } from '@/lib/journey/steps';
import { helpLine } from '@/lib/organization/organization';
import { ENHANCE_SRC } from './enhance';
import { Footer } from './footer';
import { HelpStrip } from './help-strip';
import { LeaveSite } from './leave-site';
import { Masthead } from './masthead';
import { StepProgress } from './step-progress';

export interface PageProps {
  readonly locale: Locale;
  /** The address without language, for the language switch: `/eligibility/county`. */
  readonly path: string;
  /** The h1 as plain text, for the browser's title. Names no condition: titles stay in the history of shared phones. */
  readonly title: string;
  readonly step?: StepId | undefined;
  /** The step is finished on this page: its thread is sewn, and there is nothing left to save for later. */
  readonly stepDone?: boolean | undefined;
  /** A line under the h1's title in the browser's title, such as a provider's name. */
  readonly subtitle?: string | undefined;
  /** Where "Back" leads, with language; the browser's own Back works too. */
  readonly back?: string | undefined;
  /** A form was refused: the title says "Error:" first, so that a screen reader does too. */
  readonly errored?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly demo?: boolean | undefined;
  /** For whom somebody acts, and the way back to themself. */
  readonly acting?: ReactNode;
  /** Class A: no script, no font file. */
  readonly plain?: boolean | undefined;
  /** Public pages that a search engine may list; all others say noindex. */
  readonly index?: boolean | undefined;
  readonly children?: ReactNode;
}

function browserTitle({ locale, title, subtitle, step, errored }: PageProps): string {
  const t = translator(locale);
  const number = JOURNEY_STEPS.find(({ id }) => id === step)?.number;
  const parts = [title, subtitle, number && t('site.stepTitle', { number }), t('site.name')];
  const text = parts.filter(Boolean).join(' - ');
  return errored ? t('site.errorTitle', { title: text }) : text;
}

/** The frame of every page: help first, then the way out, then one thing to do. */
export function Page(props: PageProps) {
  const { locale, path, step, stepDone, back, wide, demo, plain, index, acting, children } = props;
  const t = translator(locale);
  return (
    <>
      <title>{browserTitle(props)}</title>
      {index ? null : <meta name="robots" content="noindex" />}
      {plain ? null : <script src={ENHANCE_SRC} defer />}
      <div className={plain ? 'shell plain' : 'shell'}>
        <a className="skip" href="#main">
          {t('site.skip')}
        </a>
        <div className="threads" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
        <HelpStrip locale={locale} />
        <Masthead locale={locale} path={path} />
        <main id="main" className={wide ? 'wrap' : 'wrap narrow'} tabIndex={-1}>
          <p className="print-only print-head">{t('site.print.head', { phone: formatPhone(helpLine('help').phone) })}</p>
          {acting}
          {back ? (
            <p className="back">
              <a href={back}>{t('site.back')}</a>
            </p>
          ) : null}
          {step ? <StepProgress locale={locale} step={step} done={stepDone} /> : null}
          {demo ? <p className="demo">{t('site.demo')}</p> : null}
          {children}
          {step && !stepDone ? (
            <p className="later">
              <a href={`/${locale}/save`}>{t('site.later')}</a>
            </p>
          ) : null}
        </main>
        <Footer locale={locale} />
        <LeaveSite locale={locale} />
      </div>
    </>
  );
}
