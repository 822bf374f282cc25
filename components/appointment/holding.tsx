import { formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { HoldView } from '@/lib/scheduling/model';
import { visitTime } from './visit-time';

/** Which time is kept and until when; a fact, not a countdown. */
export function Holding({ locale, hold }: { locale: Locale; hold: HoldView | null }) {
  if (!hold) return null;
  const until = formatTime(hold.expiresAt, locale, PLAN_ZONE, true);
  return <p className="lead">{translator(locale)('appointments.details.holding', { when: visitTime(locale, hold), until })}</p>;
}
