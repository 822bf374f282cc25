import { ConsentCheckForm } from '@/components/needs/consent-check';
import type { FormState } from '@/lib/http/form-cookie';
import type { FormProblem } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { confirmCallBackAction } from '@/lib/needs/actions-desk';
import { CallBackDetailSchema } from '@/lib/needs/model-call-back';
import type { OpenedTask } from '@/lib/tasks/model';

/** A clinician's word on who agrees, on a call-back about a minor. Absent for other work. */
export function ConsentForm({
  locale,
  task,
  problems,
  kept,
}: {
  locale: Locale;
  task: OpenedTask;
  problems: readonly FormProblem[];
  kept: FormState | null;
}) {
  const t = translator(locale);
  if (task.kind !== 'needs.callback' || task.closedAt) return null;
  const { minor, consent } = CallBackDetailSchema.parse(task.detail);
  if (!minor && !consent) return null;
  return (
    <section aria-labelledby="consent">
      <hr className="rule" />
      <h2 id="consent">{t('needs.check.title')}</h2>
      <ConsentCheckForm
        locale={locale}
        problems={problems}
        kept={kept}
        action={confirmCallBackAction.bind(null, locale, task.reference)}
      />
    </section>
  );
}
