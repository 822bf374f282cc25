import 'server-only';
import { db, type Tx } from './client';

/**
 * For whom a transaction runs. Row-level security compares it with each row, so a query that forgets its
 * `where member_id = …` still returns nobody else's rows; a query outside any scope returns none at all.
 */
export type Scope =
  /** Key: the member's id. */
  | { readonly scope: 'member'; readonly key: string }
  /** Key: the hash of the journey cookie or return code, or the id of the journey it opened. */
  | { readonly scope: 'visitor'; readonly key: string }
  /** Key: the staff account's id. */
  | { readonly scope: 'staff'; readonly key: string }
  /** Key: the practice's organization id. */
  | { readonly scope: 'practice'; readonly key: string }
  /** Key: the job or door, for the database's own log. */
  | { readonly scope: 'system'; readonly key: string };

/** Runs `work` in one transaction that sees what `scope` may see. */
export function inScope<T>({ scope, key }: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(async (tx) => {
    await enterScope(tx, { scope, key });
    return work(tx);
  });
}

/** Sets the scope of a transaction in progress. It ends with the transaction, also when that throws. */
export async function enterScope(tx: Tx, { scope, key }: Scope): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.scope', ${scope}, true), set_config('app.key', ${key}, true)`;
}

/** Sees the rows of one member. */
export const asMember = <T>(memberId: string, work: (tx: Tx) => Promise<T>) => inScope({ scope: 'member', key: memberId }, work);

/** Sees the rows of one visit without an account. */
export const asVisitor = <T>(key: string, work: (tx: Tx) => Promise<T>) => inScope({ scope: 'visitor', key }, work);

/** Sees what plan staff may see; every use is authorised by role and audited by the caller. */
export const asStaff = <T>(staffId: string, work: (tx: Tx) => Promise<T>) => inScope({ scope: 'staff', key: staffId }, work);

/** Sees the visits booked with one practice. */
export const asPractice = <T>(organizationId: string, work: (tx: Tx) => Promise<T>) =>
  inScope({ scope: 'practice', key: organizationId }, work);

/** Sees every row: jobs, and the sign-in door before it knows who is there. A test lists every file that may. */
export const asSystem = <T>(name: string, work: (tx: Tx) => Promise<T>) => inScope({ scope: 'system', key: name }, work);
