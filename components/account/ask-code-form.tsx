import type { ReactNode } from 'react';
import { PostForm } from '@/components/forms/post-form';
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
    <PostForm action={action} id="form" fields={{ locale, stamp: formStamp(), ...(to ? { to } : {}) }} go={go}>
      <VisuallyHidden>
        <label aria-hidden="true">
          {translator(locale)('signIn.ask.trap')}
          <input name={TRAP_FIELD} tabIndex={-1} autoComplete="off" defaultValue="" />
        </label>
      </VisuallyHidden>
      {children}
    </PostForm>
  );
}
