import { ActingBar } from '@/components/account/acting-bar';
import type { Locale } from '@/lib/i18n/locale';
import { actForAction } from '@/lib/membership/actions';
import { findActing } from '@/lib/membership/queries-page';

/** The three steps, where somebody may act for another person. Account pages say so themselves. */
const STEPS = /^\/(eligibility|needs|providers|appointments)(\/|$)/;

/** First thing on the pages of the three steps: for whom somebody acts. Other pages read no cookie for it. */
export async function ActingNotice({ locale, path }: { readonly locale: Locale; readonly path: string }) {
  if (!STEPS.test(path)) return null;
  const acting = await findActing();
  return acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
}
