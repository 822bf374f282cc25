import fs from 'node:fs';
import { systemClock } from '@/lib/clock';
import { closeDb } from '@/lib/db/client';
import { systemIds } from '@/lib/ids';
import { rebuildEntries } from '../entries/store';
import { headOf, jsonAnswerOf, textOf } from './json-file';
import { importListings, RowsRefused } from './listing';
import { NPPES_FORMAT } from './nppes';
import { importPlanNet } from './plan-net';
import { printReport } from './print';
import { showProgress } from './progress';
import { SAMHSA_FORMAT } from './samhsa';
import { UnknownFormat } from './table-file';
import { TEMPLATE_FORMAT } from './template';

const USAGE = `
  npm run directory:import -- <file…> [--source <name>] [--all-or-nothing]

  Reads provider listings into the directory, shows what became of every row, and changes nothing on a second run.
  Formats, known by their content, each also packed (.gz): SAMHSA locator CSV or JSON; the monthly NPPES file; an answer
  of the NPI Registry API; Plan-Net as NDJSON or Bundle; our own table, public/templates/provider-list.csv.

  --source <name>     where the rows come from; the same name finds the same rows again
  --all-or-nothing    use nothing when one row cannot be used
`;

const ACTOR = { kind: 'system', name: 'directory-import' } as const;
const FORMATS = [SAMHSA_FORMAT, NPPES_FORMAT, TEMPLATE_FORMAT];
const isFhir = (file: string) => /\.(nd)?json(\.gz)?$/.test(file) && jsonAnswerOf(file) === null;

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

/** A guess from the size of the first lines, for the bar only. */
function guessRows(files: readonly string[]): number {
  return files.reduce((sum, file) => {
    const size = fs.statSync(file).size;
    const head = headOf(file);
    return sum + Math.round(size / Math.max(1, Buffer.byteLength(head) / Math.max(1, head.split('\n').length - 1)));
  }, 0);
}

async function runImport({ files, source, allOrNothing }: Options) {
  const deps = { clock: systemClock, ids: systemIds };
  if (files.every(isFhir)) {
    const texts = files.map((name) => ({ name, text: textOf(name) }));
    const afterRoles = async (tx: Parameters<typeof rebuildEntries>[0], ids: readonly string[]) =>
      void (await rebuildEntries(tx, ids));
    return importPlanNet(ACTOR, { source: source ?? 'plan-net', files: texts }, { ...deps, afterRoles });
  }
  if (files.some(isFhir)) throw new UnknownFormat('Import FHIR files and tables one after the other, not together.');
  const input = { files, source, allOrNothing, formats: FORMATS };
  return importListings(ACTOR, input, {
    ...deps,
    onProgress: showProgress(process.stderr, systemClock),
    rowsGuessed: guessRows(files),
  });
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
    const report = await runImport(options);
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
