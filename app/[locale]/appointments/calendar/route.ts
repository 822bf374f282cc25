import { appOrigins } from '@/lib/env';
import { isLocale } from '@/lib/i18n/locale';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { buildCalendarFile } from '@/lib/scheduling/rules/calendar-file';

/** The visit of this browser as a calendar file; a cancelled one takes the entry out again. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const { visit } = await findCurrentVisit();
  if (!isLocale(locale) || (visit?.status !== 'booked' && visit?.status !== 'cancelled')) {
    return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  }
  const origin = appOrigins()[0];
  const file = buildCalendarFile({
    method: visit.status === 'cancelled' ? 'CANCEL' : 'REQUEST',
    uid: visit.id,
    sequence: visit.icsSequence,
    stampedAt: visit.updatedAt.getTime(),
    start: visit.start.getTime(),
    end: visit.end.getTime(),
    language: locale,
    organizer: `mailto:appointments@${new URL(origin).hostname}`,
    url: `${origin}/${locale}/appointments/manage`,
  });
  const headers = {
    'Content-Type': `text/calendar; charset=utf-8; method=${visit.status === 'cancelled' ? 'CANCEL' : 'REQUEST'}`,
    'Content-Disposition': 'attachment; filename="appointment.ics"',
    'Cache-Control': 'no-store',
  };
  return new Response(file, { headers });
}
