import 'server-only';
import { db } from './client';
import { isKeyringReady } from './keyring';

/** Whether the database and the key ring answer as the restricted role. Never throws. */
export async function whatIsReady(): Promise<{ readonly database: boolean; readonly keyring: boolean }> {
  const [database, keyring] = await Promise.all([
    db().$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    ),
    isKeyringReady(),
  ]);
  return { database, keyring };
}
