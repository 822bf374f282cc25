import type { ReactNode } from 'react';
import { ButtonForm } from '@/components/account/button-form';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { Notice } from '@/components/ui/notice';
import type { StaffRole } from '@/lib/auth/actor';
import type { FormProblem } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** The frame of a page for staff or practices: what needs a fix, what was done, the page, and the way out. */
export function StaffFrame({
  locale,
  path,
  title,
  staffRole,
  signOut,
  back,
  problems = [],
  done,
  children,
}: {
  locale: Locale;
  /** `/desk`. */
  path: string;
  title: string;
  staffRole: StaffRole;
  /** The action that ends the session. */
  signOut: (form: FormData) => Promise<void>;
  back?: string | undefined;
  problems?: readonly FormProblem[];
  /** What was just done, in words. */
  done?: string | undefined;
  children: ReactNode;
}) {
  const t = translator(locale);
  return (
    <Page locale={locale} path={path} title={title} back={back} errored={problems.length > 0} wide>
      <ErrorSummary locale={locale} errors={problems} />
      {done ? (
        <Notice tone="done">
          <p>{done}</p>
        </Notice>
      ) : null}
      <h1>{title}</h1>
      {children}
      <hr className="rule" />
      <p>{t('staff.frame.signedInAs', { role: t(`staff.roles.${staffRole}`) })}</p>
      <ButtonForm locale={locale} action={signOut}>
        {t('staff.frame.signOut')}
      </ButtonForm>
    </Page>
  );
}
