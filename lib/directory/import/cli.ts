import fs from 'node:fs';
import { systemClock } from '@/lib/clock';
import { closeDb } from '@/lib/db/client';
import { systemIds } from '@/lib/ids';
import { diskFile, UnknownFormat } from './import-file';
import { RowsRefused } from './listing';
import { printReport } from './print';
import { showProgress } from './progress';
import { importFiles } from './run';

const USAGE = `
  npm run directory:import -- <file…> [--source <name>] [--all-or-nothing]

  Reads provider listings into the directory, shows what became of every row, and changes nothing on a second run.
  Formats, known by their content, each also packed (.gz): SAMHSA locator CSV or JSON; the monthly NPPES file; an answer
  of the NPI Registry API; Plan-Net as NDJSON or Bundle; our own table, public/templates/provider-list.csv.

  --source <name>     where the rows come from; the same name finds the same rows again
  --all-or-nothing    use nothing when one row cannot be used
`;

const ACTOR = { kind: 'system', name: 'directory-import' } as const;

interface Options {
  readonly files: readonly string[];
  readonly source: string | undefined;
  readonly allOrNothing: boolean;
}

function readOptions(args: readonly string[]): Options {
  const at = args.indexOf('--source');
  const source = at >= 0 ? args[at + 1] : undefined;
  const files = args.filter((arg, index) => !arg.startsWith('--') && (at < 0 || index !== at + 1));
  return { files, source, allOrNothing: args.includes('--all-or-nothing') };
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const missing = options.files.filter((file) => !fs.existsSync(file));
  if (options.files.length === 0 || missing.length > 0) {
    console.log(missing.length > 0 ? `\n  There is no file ${missing.join(', ')}\n` : USAGE);
    return 2;
  }
  const started = systemClock.now().getTime();
  const seconds = () => (systemClock.now().getTime() - started) / 1000;
  try {
    const { files, source, allOrNothing } = options;
    const deps = { clock: systemClock, ids: systemIds, onProgress: showProgress(process.stderr, systemClock) };
    const report = await importFiles(ACTOR, { files: files.map(diskFile), source, allOrNothing }, deps);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    console.log(printReport(report, seconds()));
    return 0;
  } catch (error) {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    if (error instanceof RowsRefused) console.log(printReport(error.report, seconds()), `\n  ${error.message}.\n`);
    else if (error instanceof UnknownFormat) console.log(`\n  Nothing was imported. ${error.message}\n`);
    else throw error;
    return 1;
  } finally {
    await closeDb();
  }
}

process.exitCode = await main();
