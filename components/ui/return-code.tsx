import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { formatReturnCode } from '@/lib/ids';

/** A code in two groups, as it is read over the phone; spaces between symbols make screen readers spell it. */
export function ReturnCode({ locale, code }: { locale: Locale; code: string }) {
  const t = translator(locale);
  return (
    <div className="row">
      <p className="code" translate="no">
        <span aria-hidden="true">{formatReturnCode(code)}</span>
        <span className="visually-hidden">{[...code].join(' ')}</span>
      </p>
      <button type="button" className="btn quiet" data-copy={formatReturnCode(code)} data-done={t('saved.save.copied')} hidden>
        {t('saved.save.copy')}
      </button>
    </div>
  );
}
