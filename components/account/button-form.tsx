import type { ReactNode } from 'react';
import { Submit } from '@/components/forms/submit';
import type { Locale } from '@/lib/i18n/locale';

/** One button that changes something: a form, because a link must never change anything. */
export function ButtonForm({
  locale,
  action,
  fields = {},
  quiet = true,
  children,
}: {
  locale: Locale;
  action: (form: FormData) => Promise<void>;
  fields?: Readonly<Record<string, string>>;
  quiet?: boolean;
  children: ReactNode;
}) {
  return (
    <form action={action}>
      <input type="hidden" name="locale" value={locale} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Submit quiet={quiet}>{children}</Submit>
    </form>
  );
}
