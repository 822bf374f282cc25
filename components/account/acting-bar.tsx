import { Submit } from '@/components/forms/submit';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Says on every account page for whom somebody acts, with the way back to themself. */
export function ActingBar({
  locale,
  name,
  action,
}: {
  locale: Locale;
  /** Null when the one acted for gave no name. */
  name: string | null;
  action: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  return (
    <form action={action} className="note">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value="" />
      <p>
        <strong>{t('account.acting.bar', { name: name ?? t('account.acting.someone') })}</strong>
      </p>
      <Submit quiet>{t('account.acting.back')}</Submit>
    </form>
  );
}

/** What somebody with a helper's rights can do here, and what opens more for a parent or guardian. */
export function HelperNote({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <>
      <p>{t('account.acting.helper')}</p>
      <p className="go">
        <a href={`/${locale}/account/people`}>{t('account.acting.papers')}</a>
      </p>
    </>
  );
}
