import 'server-only';
import type pg from 'pg';
import { env } from '@/lib/env';
import { openPool } from './pool';
import { randomKey } from './seal';

/**
 * The key ring: one secret for each member, each visit and each day's other messages, in a store that is not backed up
 * with the data (prisma/keyring.mjs). What is sealed with one needs it and the root key; destroyed, it is unreadable at
 * once, in every backup of the database too. Nothing is cached: a deletion holds for all instances from that moment.
 */
export type RingId = `member:${string}` | `appointment:${string}` | `day:${string}`;

const kept = globalThis as typeof globalThis & { portalKeyring?: pg.Pool };

function ring(): pg.Pool {
  if (kept.portalKeyring) return kept.portalKeyring;
  const url = env().KEYRING_APP_URL;
  // Never the database by default: secrets that lie beside what they open protect no backup.
  if (!url) throw new Error('KEYRING_APP_URL is not set. See .env.example.');
  const pool = openPool({ url, max: Math.min(env().DATABASE_POOL, 4), name: 'portal-keyring' });
  // A connection lost while idle is replaced at its next use.
  pool.on('error', () => {});
  kept.portalKeyring = pool;
  return pool;
}

interface Row {
  readonly id: string;
  readonly secret: Buffer;
}

/** The secrets there are, in one question. */
export async function findSecrets(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const text = 'SELECT id, secret FROM keyring.secret WHERE id = ANY($1::text[])';
  const { rows } = await ring().query<Row>({ name: 'ring-find', text, values: [wanted] });
  return new Map(rows.map(({ id, secret }) => [id, secret]));
}

/**
 * A secret that is durable when this returns, so that nothing is ever sealed by one that could be lost; the one that is
 * there, if there is one. When the row it was made for is never written, it opens nothing and stays: a database brought
 * back to an earlier moment looks the same, so nothing sweeps.
 */
export async function makeSecret(id: RingId): Promise<Buffer> {
  const text = `WITH made AS (INSERT INTO keyring.secret (id, secret) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING id, secret)
    SELECT id, secret FROM made UNION ALL SELECT id, secret FROM keyring.secret WHERE id = $1`;
  const { rows } = await ring().query<Row>({ name: 'ring-make', text, values: [id, randomKey()] });
  // Another instance made it between the two halves of the statement.
  const secret = rows[0]?.secret ?? (await findSecrets([id])).get(id);
  if (!secret) throw new Error('A secret of the key ring that was just made is gone');
  return secret;
}

/** Destroys secrets; those that are gone already count as done. */
export async function destroySecrets(ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await ring().query('DELETE FROM keyring.secret WHERE id = ANY($1::text[])', [ids]);
}

/** Destroys the secrets of days before `day` (YYYY-MM-DD): what they sealed was kept for a while only. */
export async function destroyDaysBefore(day: string): Promise<void> {
  await ring().query("DELETE FROM keyring.secret WHERE id >= 'day:' AND id < 'day:' || $1", [day]);
}

/** True when the ring answers. Never throws. */
export async function isKeyringReady(): Promise<boolean> {
  try {
    await ring().query('SELECT 1 FROM keyring.secret LIMIT 1');
    return true;
  } catch {
    return false;
  }
}

export async function closeKeyring(): Promise<void> {
  await kept.portalKeyring?.end();
  delete kept.portalKeyring;
}
