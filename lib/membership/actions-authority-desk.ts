'use server';
import { runButton, runForm } from '@/lib/actions/form-action';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { parseReturnCode } from '@/lib/ids';
import { acceptPapers, refusePapers, withdrawPapers } from './authority';
import { PaperSeenSchema, RefusalSchema } from './model-authority';

/** Who is at the desk, and the task's page. A bound reference comes back from the browser: what is none names no task. */
async function taskAt(bound: string, task: string) {
  const locale = isLocale(bound) ? bound : DEFAULT_LOCALE;
  const actor = await staffOrSignIn(locale, STAFF_ROLES);
  const reference = typeof task === 'string' ? parseReturnCode(task) : null;
  return { actor, reference: reference ?? '', page: reference ? `/${locale}/desk/${reference}` : `/${locale}/desk` };
}

/** Writes down which paper was seen, and opens what it gives leave for. */
export async function acceptPapersAction(bound: string, task: string, form: FormData): Promise<never> {
  const { actor, reference, page } = await taskAt(bound, task);
  const run = (seen: Parameters<typeof acceptPapers>[2]) => acceptPapers(actor, reference, seen).then(() => page);
  return runForm(form, { formId: 'task-papers', schema: PaperSeenSchema, page, run });
}

/** Says no, with one of the written reasons. */
export async function refusePapersAction(bound: string, task: string, form: FormData): Promise<never> {
  const { actor, reference, page } = await taskAt(bound, task);
  const run = ({ refusal }: { refusal: Parameters<typeof refusePapers>[2] }) =>
    refusePapers(actor, reference, refusal).then(() => page);
  return runForm(form, { formId: 'task-papers-no', schema: RefusalSchema, page, run });
}

/** Takes the wider rights back. */
export async function withdrawPapersAction(bound: string, task: string): Promise<void> {
  const { actor, reference, page } = await taskAt(bound, task);
  await runButton({ page, run: () => withdrawPapers(actor, reference).then(() => page) });
}
