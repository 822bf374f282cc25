import 'server-only';
import { z } from 'zod';
import { isAppError } from '@/lib/app-error';
import { type Clock, systemClock } from '@/lib/clock';
import { asExpected } from '@/lib/db/failure';
import { readJsonBody } from '@/lib/http/json-body';
import { problemFields, problemOf, problemResponse } from '@/lib/http/problem';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { LOCALES } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { suggestTerms } from './queries';

const AskSchema = z.strictObject({ text: z.string().max(200), locale: z.enum(LOCALES) });

/** 200 characters of up to four bytes, each written as an escape at most. */
const MAX_BODY_BYTES = 3000;

/**
 * What a half-typed text may mean, with the sentence that a screen reader says about it. The text comes in the body and
 * goes nowhere: not into an address, a log, a counter or a journey; no cookie is read. Any body gets an answer that
 * names what is wrong with it.
 */
export async function answerSuggestions(request: Request, network: string, clock: Clock = systemClock): Promise<Response> {
  try {
    await requireUnderLimit(RATE_RULES.suggest, network, clock);
    const asked = AskSchema.safeParse(await readJsonBody(request, MAX_BODY_BYTES));
    if (!asked.success) return problemResponse('INVALID', { fields: problemFields(asked.error) });
    const { text, locale } = asked.data;
    const texts = (await suggestTerms(text, locale)).map((each) => each.text);
    const said = translator(locale)('directory.search.suggested', { count: texts.length });
    return Response.json({ texts, said }, { headers: { 'Cache-Control': 'no-store' } });
  } catch (thrown) {
    const error = asExpected(thrown);
    if (isAppError(error)) return problemOf(error);
    throw error;
  }
}
