import { PostForm } from '@/components/forms/post-form';
import { TextField } from '@/components/forms/text-field';
import { Notice } from '@/components/ui/notice';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Where the mailed code is typed, at the door of members and of staff. */
export function SignInCodeForm({
  locale,
  action,
  error,
  again,
  mailbox,
  to,
}: {
  locale: Locale;
  action: (form: FormData) => Promise<void>;
  error: string | undefined;
  /** Address of the page that sends another code. */
  again: string;
  /** True where messages stay on this machine. */
  mailbox: boolean;
  /** The code of the page it leads to, where there is a choice. */
  to?: string;
}) {
  const t = translator(locale);
  return (
    <>
      {mailbox ? (
        <Notice>
          <a href={`/${locale}/mailbox`}>{t('signIn.code.mailbox')}</a>
        </Notice>
      ) : null}
      <PostForm action={action} id="form" fields={{ locale, ...(to ? { to } : {}) }} go={t('signIn.code.go')}>
        <TextField
          name="code"
          label={t('signIn.code.label')}
          hint={t('signIn.code.hint')}
          error={error}
          inputMode="numeric"
          autoComplete="one-time-code"
          width={10}
        />
      </PostForm>
      <p className="go">
        <a href={again}>{t('signIn.code.another')}</a>
      </p>
    </>
  );
}
