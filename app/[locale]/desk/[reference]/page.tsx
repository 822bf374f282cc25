import { ConsentForm } from '@/components/desk/consent-form';
import { LowerForm } from '@/components/desk/lower-form';
import { PapersForms } from '@/components/desk/papers-forms';
import { TaskFacts } from '@/components/desk/task-facts';
import { TaskForms } from '@/components/desk/task-forms';
import { StaffFrame } from '@/components/staff/staff-frame';
import { DeliveryList } from '@/components/ui/delivery-list';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { can } from '@/lib/auth/policy';
import { systemClock } from '@/lib/clock';
import { findAnyForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findAuthorityForDesk } from '@/lib/membership/authority';
import { listDeliveriesForDesk } from '@/lib/notifications/queries';
import { openTask } from '@/lib/tasks/queries';

const FORMS = ['task-end', 'task-level', 'task-papers', 'task-papers-no', 'task-consent'] as const;

interface Props {
  params: Promise<{ locale: string; reference: string }>;
  searchParams: Promise<{ fix?: string }>;
}

/** One piece of work with what was written. Opening it is recorded. */
export default async function TaskPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { reference } = await params;
  const t = translator(locale);
  const actor = await pageData(locale, () => staffOrSignIn(locale, STAFF_ROLES));
  const task = await pageData(locale, () => openTask(actor, reference, { clock: systemClock }));
  const { fix } = await searchParams;
  const papers =
    task.kind === 'membership.papers' ? await pageData(locale, () => findAuthorityForDesk(actor, task.reference)) : null;
  const messages =
    task.subject.startsWith('appointment:') && can(actor, 'desk.messages', { ownerId: 'plan' })
      ? await pageData(locale, () => listDeliveriesForDesk(actor, task.subject, { clock: systemClock }))
      : [];
  const form = fix ? await findAnyForm(FORMS) : null;
  const problems = formProblems(form, t);
  return (
    <StaffFrame
      locale={locale}
      path={`/desk/${task.reference}`}
      title={t(`desk.kinds.${task.kind}`)}
      staffRole={actor.role}
      signOut={staffSignOutAction}
      back={`/${locale}/desk`}
      problems={problems}
    >
      <TaskFacts locale={locale} task={task} staffId={actor.staffId} />
      <DeliveryList locale={locale} messages={messages} />
      <TaskForms locale={locale} task={task} problems={problems} />
      {papers ? <PapersForms locale={locale} authority={papers} problems={problems} kept={form} /> : null}
      <ConsentForm locale={locale} task={task} problems={problems} kept={form} />
      <LowerForm locale={locale} task={task} problems={problems} kept={form} />
    </StaffFrame>
  );
}
