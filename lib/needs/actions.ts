'use server';

import { redirect } from 'next/navigation';
import type { z } from 'zod';
import { formValues, runForm } from '@/lib/actions/form-action';
import { systemClock } from '@/lib/clock';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { requestNetwork } from '@/lib/http/request';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { systemIds } from '@/lib/ids';
import { errorFields, logger } from '@/lib/logger';
import { changeNeeds, requestCallBack } from './commands';
import { CountySchema, isNeedPage, NEED_SCHEMAS, type Needs, nextNeedPage, ReachSchema } from './model';
import { checkSchema, findCheckPart } from './model-checks';
import { dangerIn, decideRouting } from './rules/route';
import { nextPart, withPart } from './rules/score';

const DEPS = { clock: systemClock, ids: systemIds };
const language = (locale: string): Locale => (isLocale(locale) ? locale : DEFAULT_LOCALE);

/**
 * Takes one set of answers. Those that speak of danger lead to the help page in one step, whatever else fails: the
 * page needs no database, and keeping the answers and asking for a call-back are then best effort.
 */
async function takeAnswers<Schema extends z.ZodType>(
  form: FormData,
  plan: {
    readonly locale: Locale;
    readonly formId: string;
    readonly schema: Schema;
    readonly page: string;
    /** The emergent rules that these answers meet by themselves. */
    readonly danger: (answers: z.output<Schema>) => readonly string[];
    readonly put: (before: Needs, answers: z.output<Schema>) => Needs;
    readonly next: (needs: Needs, answers: z.output<Schema>) => string;
  },
): Promise<never> {
  const parsed = plan.schema.safeParse(formValues(form));
  const danger = parsed.success ? plan.danger(parsed.data) : [];
  if (parsed.success && danger.length > 0) {
    try {
      await requestCallBack({ ...(await changeNeeds((before) => plan.put(before, parsed.data))), danger }, DEPS);
    } catch (error) {
      logger.error({ event: 'needs.callback.lost', ...errorFields(error) });
    }
    redirect(`/${plan.locale}/help-now`);
  }
  return runForm(form, {
    ...plan,
    run: async (answers) => {
      const kept = await changeNeeds((before) => plan.put(before, answers));
      if (decideRouting(kept.needs).level === 'urgent' && kept.needs.reach) await requestCallBack(kept, DEPS);
      return plan.next(kept.needs, answers);
    },
  });
}

const afterPage = (needs: Needs) => {
  const next = nextNeedPage(needs);
  return next ? `/needs/${next}` : '/providers';
};

/** Takes one page of need answers. Urgent ones are followed by how the person can be reached. */
export async function answerNeeds(locale: string, page: string, form: FormData): Promise<never> {
  const to = language(locale);
  // The page's name comes back from the browser.
  if (!isNeedPage(page)) redirect(`/${to}/needs`);
  return takeAnswers(form, {
    locale: to,
    formId: `needs-${page}`,
    schema: NEED_SCHEMAS[page],
    page: `/${to}/needs/${page}`,
    danger: (answers) => {
      const { level, because } = decideRouting({ [page]: answers });
      return level === 'emergent' ? because : [];
    },
    put: (before, answers) => ({ ...before, [page]: answers }),
    next: (needs) => {
      const asksReach = page === 'now' && !needs.reach && decideRouting(needs).level !== 'routine';
      return `/${to}${asksReach ? '/needs/reach' : afterPage(needs)}`;
    },
  });
}

/** Takes the county where the ZIP code lies in several. */
export async function answerCounty(locale: string, form: FormData): Promise<never> {
  const to = language(locale);
  return runForm(form, {
    formId: 'needs-county',
    schema: CountySchema,
    page: `/${to}/needs/county`,
    run: async ({ county }) => {
      const { needs } = await changeNeeds(({ visit, ...before }) =>
        visit ? { ...before, visit: { ...visit, county } } : before,
      );
      return `/${to}${afterPage(needs)}`;
    },
  });
}

/** Takes one part of the optional questions and leads to its rest, or back to their list. */
export async function answerCheck(locale: string, id: string, form: FormData): Promise<never> {
  const to = language(locale);
  const part = findCheckPart(id);
  if (!part) redirect(`/${to}/needs/more`);
  return takeAnswers(form, {
    locale: to,
    formId: `needs-more-${id}`,
    schema: checkSchema(part),
    page: `/${to}/needs/more/${id}`,
    danger: ({ scores }) => dangerIn(part, scores),
    put: (before, answers) => ({ ...before, checks: withPart(before.checks ?? {}, part, answers) }),
    next: ({ checks }) => {
      const next = nextPart(checks ?? {}, part);
      return `/${to}/needs/more${next ? `/${next.id}` : ''}`;
    },
  });
}

/** Takes how a person may be reached. With urgent answers it asks for the call-back and leads to its receipt. */
export async function answerReach(locale: string, form: FormData): Promise<never> {
  const to = language(locale);
  const page = `/${to}/needs/reach`;
  return runForm(form, {
    formId: 'needs-reach',
    schema: ReachSchema,
    page,
    run: async (reach) => {
      await requireUnderLimit(RATE_RULES.report, await requestNetwork(), systemClock);
      const receipt = await requestCallBack(await changeNeeds((before) => ({ ...before, reach })), DEPS);
      return receipt && reach.way !== 'none' ? `${page}?sent=${receipt.reference}` : `/${to}/needs/more`;
    },
  });
}
