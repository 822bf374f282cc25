import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { isAppError } from '@/lib/app-error';
import { asExpected } from '@/lib/db/failure';
import type { Locale } from '@/lib/i18n/locale';
import { errorFields, logger } from '@/lib/logger';

/**
 * Runs a page's queries. "Not found" becomes the 404 page; a database that is down becomes the 503 page with the
 * help line. Everything else is a bug and goes to the error page.
 */
export async function pageData<T>(locale: Locale, load: () => Promise<T>): Promise<T> {
  let missing = false;
  try {
    return await load();
  } catch (thrown) {
    const error = asExpected(thrown);
    if (isAppError(error, 'NOT_FOUND')) {
      missing = true;
      logger.info({ event: 'page.refused', code: error.code });
    } else if (isAppError(error, 'UNAVAILABLE')) logger.error({ event: 'page.unavailable', ...errorFields(error.cause) });
    else throw error;
  }
  // Outside the try: both work by throwing.
  if (missing) notFound();
  redirect(`/${locale}/unavailable`);
}
