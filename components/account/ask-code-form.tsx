import type { ReactNode } from 'react';
import { Submit } from '@/components/forms/submit';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { formStamp, TRAP_FIELD } from '@/lib/http/form-guard';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Where a code is asked for, at the door of members and of staff: the fields of the door, and what catches programs. */
export function AskCodeForm({
  locale,
  action,
  go,
  to,
  children,
}: {
  locale: Locale;
  action: (form: FormData) => Promise<void>;
  /** The words on the button. */
  go: string;
  /** The code of the page it leads to, where there is a choice. */
  to?: string;
  children: ReactNode;
}) {
  return (
    <form action={action} id="form" noValidate>
      <input type="hidden" name="locale" value={locale} />
      {to ? <input type="hidden" name="to" value={to} /> : null}
      <input type="hidden" name="stamp" value={formStamp()} />
      <VisuallyHidden>
        <label aria-hidden="true">
          {translator(locale)('signIn.ask.trap')}
          <input name={TRAP_FIELD} tabIndex={-1} autoComplete="off" defaultValue="" />
        </label>
      </VisuallyHidden>
      {children}
      <Submit>{go}</Submit>
    </form>
  );
}
