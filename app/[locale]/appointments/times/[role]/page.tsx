import { NoTimes, TimesForm, TimesHead } from '@/components/appointment/times-page';
import { ErrorSummary } from '@/components/forms/error-summary';
import { systemClock } from '@/lib/clock';
import { getPractitionerRole } from '@/lib/directory/queries';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findRoutingLevel } from '@/lib/needs/queries';
import { chooseTime } from '@/lib/scheduling/actions';
import { TimeFormSchema } from '@/lib/scheduling/model-forms';
import { getDueAt } from '@/lib/scheduling/queries';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { readTimesPage } from '@/lib/scheduling/queries-times';
import { StepPage } from '../../../step-page';

type Props = {
  params: Promise<{ locale: string; role: string }>;
  searchParams: Promise<{ fix?: string; mode?: string; from?: string; move?: string; slot?: string }>;
};

const TOLD_ELSEWHERE = new Set(['SLOT_TAKEN', 'HOLD_EXPIRED', 'MEMBER_CONFLICT']);

export default async function TimesPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { role } = await params;
  const { fix, mode, from, move, slot } = await searchParams;
  const form = fix ? await findForm('appointment-time') : null;
  const lost = TimeFormSchema.safeParse(form?.values).data?.slot;
  const asked = { roleId: role, mode, from, lost: form?.code ? lost : undefined };
  const { card, times, moving, dueAt } = await pageData(locale, async () => {
    const { actor, visit } = await findCurrentVisit();
    const booked = move && visit?.status === 'booked' ? visit : null;
    return {
      card: await getPractitionerRole(actor, role),
      times: await readTimesPage(actor, { ...asked, movingId: booked?.id, currentId: visit?.id }),
      moving: booked,
      dueAt: await getDueAt(await findRoutingLevel(), systemClock.now()),
    };
  });
  const problems = form?.code && TOLD_ELSEWHERE.has(form.code) ? [] : formProblems(form, t);
  const title = t(moving ? 'appointments.times.moveTitle' : 'appointments.times.title');
  const address = { base: `/appointments/times/${role}`, move: Boolean(moving), mode: times.mode, from };
  return (
    <StepPage
      locale={locale}
      path={address.base}
      title={title}
      step="appointment"
      back={moving ? `/${locale}/appointments/booked` : `/${locale}/providers/${role}`}
      errored={form !== null}
      demo={card.demonstration}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{title}</h1>
      <TimesHead locale={locale} card={card} times={times} moving={moving} dueAt={dueAt} address={address} code={form?.code} />
      {times.days.length > 0 || times.near.length > 0 ? (
        <form action={chooseTime} noValidate id="form" data-keep>
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="moving" value={moving?.id ?? ''} />
          <TimesForm
            locale={locale}
            times={times}
            address={address}
            chosen={slot}
            error={problems.find((each) => each.field === 'slot')?.message}
          />
        </form>
      ) : null}
      <NoTimes locale={locale} empty={times.days.length === 0} roleId={role} />
    </StepPage>
  );
}
