import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Shown by the enhancement script only: without it a button that does nothing would be a lie. */
export function PrintButton({ locale }: { locale: Locale }) {
  return (
    <button type="button" className="btn quiet" data-print hidden>
      {translator(locale)('site.print.button')}
    </button>
  );
}
