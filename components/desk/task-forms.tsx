import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import { formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { finishTaskAction, reopenTaskAction, takeTaskAction } from '@/lib/tasks/actions';
import { type OpenedTask, TASK_KINDS, type TaskOutcome } from '@/lib/tasks/model';

/** Take it and end it; or, when it is closed, open it again. */
export function TaskForms({ locale, task, problems }: { locale: Locale; task: OpenedTask; problems: readonly FormProblem[] }) {
  const t = translator(locale);
  const outcomes: readonly TaskOutcome[] = TASK_KINDS[task.kind].outcomes;
  if (task.closedAt) {
    const day = formatShortDate(task.closedAt, locale, PLAN_ZONE);
    const outcome = task.outcome ? t(`desk.outcomes.${task.outcome}` as MessageKey) : '–';
    if (outcomes.length === 0) return <p>{t('desk.closed', { day, outcome })}</p>;
    return (
      <form action={reopenTaskAction.bind(null, locale, task.reference)}>
        <p>{t('desk.closed', { day, outcome })}</p>
        <Submit quiet>{t('desk.reopen')}</Submit>
      </form>
    );
  }
  return (
    <>
      <form action={takeTaskAction.bind(null, locale, task.reference)}>
        <Submit quiet>{t('desk.take')}</Submit>
      </form>
      {outcomes.length > 0 ? (
        <form action={finishTaskAction.bind(null, locale, task.reference)} id="form" noValidate>
          <RadioList
            name="outcome"
            legend={t('desk.outcome')}
            error={problemOf(problems, 'outcome')}
            options={outcomes.map((value) => ({ value, label: t(`desk.outcomes.${value}`) }))}
          />
          <Submit>{t('desk.finish')}</Submit>
        </form>
      ) : null}
    </>
  );
}
