import { describe, expect, it, vi } from 'vitest';
import { parseAddress } from '@/lib/auth/address';
import { insertMember } from '@/lib/auth/store';
import { instant } from '@/lib/clock';
import type { KeyRow } from '@/lib/db/data-key';
import { asSystem } from '@/lib/db/scope';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();

/** The application as it starts with other root keys: settings are read once for each process. */
async function restartedWith(current: string, previous: string) {
  vi.resetModules();
  process.env.SECRET_KEY = current;
  process.env.SECRET_KEY_PREVIOUS = previous;
  const { findRecipient, getAccount } = await import('@/lib/membership/queries');
  const { rotateMemberKeys } = await import('@/lib/membership/commands');
  const { unwrapDataKey } = await import('@/lib/db/data-key');
  return { findRecipient, getAccount, rotateMemberKeys, unwrapDataKey };
}

const wrappedKeys = () =>
  database.asOwner<KeyRow & { key_root: string }>(
    'SELECT id, wrapped_key AS "wrappedKey", ring_id AS "ringId", key_root FROM member ORDER BY id',
  );

describe('replacing the root key', () => {
  it('moves every member key beside the running portal, after which the old key opens nothing', async () => {
    const old = process.env.SECRET_KEY ?? '';
    const next = Buffer.alloc(32, 42).toString('base64');
    for (const name of ['ana', 'ben', 'cara']) {
      const address = parseAddress(`${name}@example.org`);
      if (!address) throw new Error('not an address');
      await asSystem('test', (tx) => insertMember(tx, address, 'en', instant('2026-12-01T15:00:00Z')));
    }
    const before = await wrappedKeys();

    const both = await restartedWith(next, old);
    for (const row of before) expect(await both.unwrapDataKey(row)).toHaveLength(32);
    expect(await both.rotateMemberKeys(2)).toBe(3);
    expect(await both.rotateMemberKeys(2)).toBe(0);

    const after = await wrappedKeys();
    const alone = await restartedWith(next, '');
    for (const [at, row] of after.entries()) {
      expect(row.key_root).not.toBe(before[at]?.key_root);
      expect(await alone.unwrapDataKey(row)).toHaveLength(32);
    }
    // A backup from before, and no old root key: what was deleted since has no key anywhere.
    for (const row of before) expect(await alone.unwrapDataKey(row)).toBeNull();
    const stale = await restartedWith(old, '');
    for (const row of after) expect(await stale.unwrapDataKey(row)).toBeNull();
  });
});
