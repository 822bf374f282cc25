import 'server-only';
import { changeSlice } from '@/lib/journey/commands';
import { type EligibilityAnswers, EligibilityAnswersSchema } from './answers';

/**
 * Puts one page's answers into the saved journey. Other answers stay, even those that are not asked any more: a
 * person who changes back finds them again. Unreadable older answers count as none.
 */
export async function saveAnswers(patch: Partial<EligibilityAnswers>): Promise<EligibilityAnswers> {
  let saved: EligibilityAnswers = {};
  await changeSlice('eligibility', (before) => {
    const parsed = EligibilityAnswersSchema.safeParse(before);
    saved = EligibilityAnswersSchema.parse({ ...(parsed.success ? parsed.data : {}), ...patch });
    return saved;
  });
  return saved;
}
