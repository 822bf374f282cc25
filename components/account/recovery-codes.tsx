import { Notice } from '@/components/ui/notice';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** New printed codes, in the one moment they are shown. */
export function RecoveryCodes({ locale, codes }: { locale: Locale; codes: readonly string[] }) {
  const t = translator(locale);
  if (codes.length === 0) return null;
  return (
    <Notice tone="done" heading={t('account.keys.made')}>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <strong>{code}</strong>
          </li>
        ))}
      </ul>
      <p>{t('account.keys.print')}</p>
    </Notice>
  );
}
