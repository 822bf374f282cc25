import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { TextArea } from '@/components/forms/text-area';
import type { FormState } from '@/lib/http/form-cookie';
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
  /** What was chosen and typed before it was refused. */
  readonly kept: FormState | null;
}

/** Lets a person decide that a call-back can wait longer, with the reason. Absent for other work. */
export function LowerForm({ locale, task, problems, kept }: Props) {
  const t = translator(locale);
  const typed = (name: string) => String(kept?.values[name] ?? '');
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
          value={typed('level')}
          options={levelsBelow(level).map((value) => ({
            value,
            label: t(value === 'routine' ? 'desk.lower.routine' : 'desk.lower.urgent'),
          }))}
        />
        <TextArea
          name="reason"
          label={t('desk.lower.reason')}
          error={problemOf(problems, 'reason')}
          value={typed('reason')}
          rows={2}
        />
        <Submit quiet>{t('desk.lower.submit')}</Submit>
      </form>
    </section>
  );
}
