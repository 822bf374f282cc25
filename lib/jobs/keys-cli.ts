import { closeDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { JOB_HANDLERS } from './handlers';

/**
 * `npm run keys:rotate`: wraps members' keys and staff addresses by SECRET_KEY now instead of tonight. Set the new key as
 * SECRET_KEY and the old one as SECRET_KEY_PREVIOUS first; nothing stops meanwhile. Running it again changes nothing.
 */
async function main(): Promise<number> {
  const rewrap = JOB_HANDLERS['member-keys.rewrap'];
  if (!rewrap) throw new Error('No handler for member-keys.rewrap');
  if (!env().SECRET_KEY_PREVIOUS)
    console.log('\n  SECRET_KEY_PREVIOUS is not set: only what the present key opens can be moved.');
  await rewrap({});
  await closeDb();
  console.log('\n  All keys that could be opened are wrapped by the present SECRET_KEY.\n');
  return 0;
}

process.exit(await main());
