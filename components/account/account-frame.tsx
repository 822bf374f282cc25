import type { ReactNode } from 'react';
import { ButtonForm } from '@/components/account/button-form';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { Notice } from '@/components/ui/notice';
import { signOutAction } from '@/lib/auth/actions';
import type { FormProblem } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** The frame of an account page: for whom, what was done, what needs a fix, the page, and the way to sign out. */
export function AccountFrame({
  locale,
  path,
  title,
  problems = [],
  done,
  acting,
  back = path === '/account' ? undefined : `/${locale}/account`,
  children,
}: {
  locale: Locale;
  /** `/account/contact`. */
  path: string;
  title: string;
  problems?: readonly FormProblem[];
  /** What was just done, in words. */
  done?: string | undefined;
  /** The acting-for bar, when somebody acts for another person. */
  acting?: ReactNode;
  /** The page before; the account's first page unless told otherwise. */
  back?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Page locale={locale} path={path} title={title} back={back} errored={problems.length > 0} acting={acting}>
      <ErrorSummary locale={locale} errors={problems} />
      {done ? (
        <Notice tone="done">
          <p>{done}</p>
        </Notice>
      ) : null}
      <h1>{title}</h1>
      {children}
      <hr className="rule" />
      <ButtonForm locale={locale} action={signOutAction}>
        {translator(locale)('account.home.signOut')}
      </ButtonForm>
    </Page>
  );
}
