import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { systemClock } from '@/lib/clock';
import { asMember } from '@/lib/db/scope';
import { DirectorySliceSchema } from '@/lib/directory/model';
import { readSlice } from '@/lib/journey/model';
import { findJourney } from '@/lib/journey/queries';
import { findChoice, saveChoice } from './store-choice';

/** The provider kept in an account, and one chosen in this browser that is not kept there yet. */
export interface Choice {
  readonly roleId: string | null;
  readonly here: string | null;
}

async function chosenHere(): Promise<string | null> {
  return readSlice(await findJourney(), 'directory', DirectorySliceSchema)?.chosen.at(-1)?.roleId ?? null;
}

/** @throws NOT_FOUND for actors who may not see it */
export async function getChoice(actor: Actor): Promise<Choice> {
  if (actor.kind !== 'member' || !can(actor, 'choice.read', { ownerId: actor.memberId })) throw new AppError('NOT_FOUND');
  const { memberId } = actor;
  const roleId = await asMember(memberId, (tx) => findChoice(tx, memberId));
  const here = await chosenHere();
  return { roleId, here: here === roleId ? null : here };
}

/** Keeps the provider chosen in this browser in the account. Nothing chosen is a success. */
export async function keepChoice(actor: Actor): Promise<void> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  if (!can(actor, 'choice.change', { ownerId: actor.memberId })) throw new AppError('NOT_FOUND');
  const roleId = await chosenHere();
  const { memberId } = actor;
  if (!roleId) return;
  await asMember(memberId, async (tx) => {
    await saveChoice(tx, memberId, roleId, systemClock.now());
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.provider-chosen', subject: `member:${memberId}` });
  });
}
