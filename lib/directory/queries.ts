import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/db/client';
import { isUuid } from '@/lib/ids';
import type { PractitionerRoleCard } from './model';
import { findRoleCard } from './store';

/**
 * A bookable role with its names and place. The directory is public (42 CFR 431.70), so every actor may read it.
 * @throws NOT_FOUND for unknown, malformed and inactive ids alike.
 */
export async function getPractitionerRole(_actor: Actor, id: string): Promise<PractitionerRoleCard> {
  const card = isUuid(id) ? await findRoleCard(db(), id) : null;
  if (!card) throw new AppError('NOT_FOUND');
  return card;
}
