import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { type Clock, systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { sqlStateOf } from '@/lib/db/failure';
import { inScope, type Scope } from '@/lib/db/scope';
import { type Ids, systemIds } from '@/lib/ids';
import { holderOf } from './queries';

export interface SchedulingDeps {
  readonly clock: Clock;
  readonly ids: Ids;
}

export const SYSTEM: SchedulingDeps = { clock: systemClock, ids: systemIds };

/** @throws FORBIDDEN for actors without an identity to keep a time under */
export function requireHolder(actor: Actor): string {
  const holderId = holderOf(actor);
  if (!holderId) throw new AppError('FORBIDDEN');
  return holderId;
}

const RETRIES = 3;

const NO_CONNECTION = /Unable to start a transaction|timeout exceeded when trying to connect/;

/** No connection was free in time: nothing has been done, so trying again is safe. */
function isCrowded(error: unknown): boolean {
  return error instanceof Error && NO_CONNECTION.test(error.message);
}

/** Waits through a crowd: work that found no free connection is tried again. It must be safe to repeat. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt > RETRIES || !isCrowded(error)) throw error;
    }
  }
}

/** A transaction in a scope, tried again after a deadlock or serialization failure; those never reach a person. */
export async function inRetriedTransaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inScope(scope, work);
    } catch (error) {
      const state = sqlStateOf(error);
      // 55P03: the member's own other press still works on it.
      if (state === '55P03') throw new AppError('IN_PROGRESS', { cause: error, retryAfterS: 2 });
      if (attempt > RETRIES || (state !== '40001' && state !== '40P01')) throw error;
    }
  }
}
