import type { ReactNode } from 'react';
import { Submit } from '@/components/forms/submit';
import { PASSKEY_SRC } from '@/components/layout/enhance';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/**
 * One button that asks the phone or computer for a passkey. Hidden until the small script finds that the browser can:
 * everything else on the page works without it.
 */
export function PasskeyForm({
  locale,
  purpose,
  action,
  fields = {},
  heading,
  text,
  button,
  children,
}: {
  locale: Locale;
  purpose: 'register' | 'sign-in' | 'staff';
  action: (form: FormData) => Promise<void>;
  fields?: Readonly<Record<string, string>>;
  heading: ReactNode;
  text: ReactNode;
  button: ReactNode;
  children?: ReactNode;
}) {
  const t = translator(locale);
  return (
    <div data-passkey-part="" hidden>
      <h2>{heading}</h2>
      <p>{text}</p>
      <p className="error" data-passkey-failed="" tabIndex={-1} hidden>
        {t('signIn.passkey.failed')}
      </p>
      <form action={action} data-passkey={purpose}>
        <input type="hidden" name="locale" value={locale} />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="credential" defaultValue="" />
        {children}
        <Submit quiet>{button}</Submit>
      </form>
      <script src={PASSKEY_SRC} defer />
    </div>
  );
}
