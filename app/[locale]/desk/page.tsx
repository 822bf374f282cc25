import { redirect } from 'next/navigation';
import { FindForm } from '@/components/desk/find-form';
import { TaskList } from '@/components/desk/task-list';
import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { can } from '@/lib/auth/policy';
import { systemClock } from '@/lib/clock';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { parseReturnCode } from '@/lib/ids';
import { listDesk } from '@/lib/tasks/queries';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ reference?: string }> };

/** Where staff of the plan arrive: the work that waits for their role, overdue first. */
export default async function DeskPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const actor = await pageData(locale, () => staffOrSignIn(locale, STAFF_ROLES));
  const typed = (await searchParams).reference;
  const reference = typeof typed === 'string' ? parseReturnCode(typed) : null;
  if (reference) redirect(`/${locale}/desk/${reference}`);
  const works = can(actor, 'desk.tasks', { ownerId: 'plan' });
  const desk = works ? await pageData(locale, () => listDesk(actor, { clock: systemClock })) : null;
  return (
    <StaffFrame locale={locale} path="/desk" title={t('staff.desk.title')} staffRole={actor.role} signOut={staffSignOutAction}>
      <p className="lead">{t('staff.desk.lead')}</p>
      {desk ? (
        <>
          <TaskList locale={locale} desk={desk} staffId={actor.staffId} />
          <FindForm locale={locale} typed={typeof typed === 'string' ? typed : undefined} />
        </>
      ) : null}
      {can(actor, 'desk.directory', { ownerId: 'plan' }) ? (
        <p className="go">
          <a href={`/${locale}/desk/imports`}>{t('desk.imports.title')}</a>
        </p>
      ) : null}
      {can(actor, 'desk.directory', { ownerId: 'plan' }) ? (
        <p className="go">
          <a href="/templates/provider-list.csv" download>
            {t('desk.template')}
          </a>
        </p>
      ) : null}
    </StaffFrame>
  );
}
