import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Opens work by the reference a caller says, also when it is done. `typed` was none. */
export function FindForm({ locale, typed }: { locale: Locale; typed: string | undefined }) {
  const t = translator(locale);
  return (
    <form action={`/${locale}/desk`} method="get" noValidate autoComplete="off">
      <h2>{t('desk.find.title')}</h2>
      <TextField
        name="reference"
        label={t('desk.find.label')}
        hint={t('desk.find.hint')}
        error={typed === undefined ? undefined : t('desk.find.none')}
        value={typed}
        autoComplete="off"
        width={10}
      />
      <Submit quiet>{t('desk.find.go')}</Submit>
    </form>
  );
}
