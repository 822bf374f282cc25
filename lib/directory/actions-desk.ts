'use server';

import { runButton } from '@/lib/actions/form-action';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { systemClock } from '@/lib/clock';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { isUuid } from '@/lib/ids';
import { dealWithRow } from './commands-imports';

/** "Dealt with": the row leaves the list, also when a colleague was faster. Bound ids come back as untrusted text. */
export async function dealWithRowAction(locale: string, batch: string, row: string): Promise<void> {
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const actor = await staffOrSignIn(language, ['directory', 'admin']);
  const [batchId, rowId] = [batch, row].map((id) => (typeof id === 'string' && isUuid(id) ? id : ''));
  const list = `/${language}/desk/imports`;
  const page = batchId ? `${list}/${batchId}` : list;
  await runButton({
    page,
    run: () => dealWithRow(actor, { batchId: batchId ?? '', rowId: rowId ?? '' }, { clock: systemClock }).then(() => page),
  });
}
