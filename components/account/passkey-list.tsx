import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { ButtonForm } from './button-form';

interface PasskeyLine {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The passkeys of an account, oldest first, each with the way to remove it. */
export function PasskeyList({
  locale,
  passkeys,
  remove,
}: {
  locale: Locale;
  passkeys: readonly PasskeyLine[];
  remove: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  if (passkeys.length === 0) return <p>{t('account.keys.passkeyNone')}</p>;
  const day = (at: Date) => formatLongDate(at, locale, PLAN_ZONE);
  return passkeys.map(({ id, createdAt, lastUsedAt }) => (
    <div key={id}>
      <p>
        {lastUsedAt
          ? t('account.keys.passkeyUsed', { date: day(createdAt), used: day(lastUsedAt) })
          : t('account.keys.passkeyLine', { date: day(createdAt) })}
      </p>
      <ButtonForm locale={locale} action={remove} fields={{ id }}>
        {t('account.keys.passkeyRemove')}
      </ButtonForm>
    </div>
  ));
}
