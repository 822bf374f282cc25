import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/db/client';
import { parseReturnCode } from '@/lib/ids';
import type { TaskReceipt } from './model';
import { findReceipt } from './store';

/** When a report will be answered, for whoever holds its reference. Nothing of its content. @throws NOT_FOUND */
export async function getReceipt(_actor: Actor, reference: string): Promise<TaskReceipt> {
  const code = parseReturnCode(reference);
  const receipt = code ? await findReceipt(db(), code) : null;
  if (!receipt) throw new AppError('NOT_FOUND');
  return receipt;
}
