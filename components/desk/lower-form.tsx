import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { TextArea } from '@/components/forms/text-area';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { lowerLevelAction } from '@/lib/needs/actions-desk';
import { CallBackDetailSchema } from '@/lib/needs/model-call-back';
import { levelsBelow } from '@/lib/needs/rules/route';
import type { OpenedTask } from '@/lib/tasks/model';

interface Props {
  readonly locale: Locale;
  readonly task: OpenedTask;
  readonly problems: readonly FormProblem[];
  /** What was typed before it was refused. */
  readonly typed: string | undefined;
}

/** Lets a person decide that a call-back can wait longer, with the reason. Absent for other work. */
export function LowerForm({ locale, task, problems, typed }: Props) {
  const t = translator(locale);
  if (task.kind !== 'needs.callback' || task.closedAt) return null;
  const { level } = CallBackDetailSchema.parse(task.detail);
  return (
    <section aria-labelledby="lower">
      <hr className="rule" />
      <h2 id="lower">{t('desk.lower.title')}</h2>
      <p>{t('desk.lower.lead')}</p>
      <form action={lowerLevelAction.bind(null, locale, task.reference)} noValidate autoComplete="off">
        <RadioList
          name="level"
          legend={t('desk.lower.to')}
          error={problemOf(problems, 'level')}
          options={levelsBelow(level).map((value) => ({
            value,
            label: t(value === 'routine' ? 'desk.lower.routine' : 'desk.lower.urgent'),
          }))}
        />
        <TextArea name="reason" label={t('desk.lower.reason')} error={problemOf(problems, 'reason')} value={typed} rows={2} />
        <Submit quiet>{t('desk.lower.submit')}</Submit>
      </form>
    </section>
  );
}
