import { closeDb } from '@/lib/db/client';
import { type Address, parseAddress } from './address';
import { endAllSessions, endSessionsOf } from './sessions';

const USAGE = `
  npm run sessions:end -- --address <email or phone>
  npm run sessions:end -- --all

  Signs one person out everywhere, a member or somebody of the staff; or everybody. It holds from their next request.
`;

async function main(args: readonly string[]): Promise<number> {
  const address: Address | null = args[0] === '--address' ? parseAddress(args[1] ?? '') : null;
  if (args[0] !== '--all' && !address) {
    console.log(USAGE);
    return 2;
  }
  const ended = address ? await endSessionsOf(address, 'sessions-end') : await endAllSessions('sessions-end');
  console.log(`\n  Ended ${ended} sessions.\n`);
  await closeDb();
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
