import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { ImportDeps } from './batch';
import { headOf, type ImportFile, UnknownFormat } from './import-file';
import { kindOf } from './json-file';
import { importListings } from './listing';
import { NPPES_FORMAT } from './nppes';
import { importPlanNet } from './plan-net';
import type { ImportReport } from './report';
import { SAMHSA_FORMAT } from './samhsa';
import { TEMPLATE_FORMAT } from './template';

const FORMATS = [SAMHSA_FORMAT, NPPES_FORMAT, TEMPLATE_FORMAT];

interface Input {
  readonly files: readonly ImportFile[];
  readonly source?: string | undefined;
  readonly allOrNothing?: boolean | undefined;
}

/** A guess from the size of the first lines, for the bar only. */
async function guessRows(files: readonly ImportFile[]): Promise<number> {
  const guesses = files.map(async (file) => {
    const head = await headOf(file);
    return Math.round(file.size / Math.max(1, Buffer.byteLength(head) / Math.max(1, head.split('\n').length - 1)));
  });
  return (await Promise.all(guesses)).reduce((sum, rows) => sum + rows, 0);
}

/** Imports files of any format we know, told by their content: the one way of the command and of the desk. @throws UnknownFormat */
export async function importFiles(actor: Actor, { files, source, allOrNothing }: Input, deps: ImportDeps): Promise<ImportReport> {
  const kinds = await Promise.all(files.map(kindOf));
  const more = { ...deps, rowsGuessed: await guessRows(files) };
  if (kinds.every((kind) => kind === 'fhir')) return importPlanNet(actor, { source: source ?? 'plan-net', files }, more);
  if (kinds.includes('fhir')) throw new UnknownFormat('Import FHIR files and tables one after the other, not together.');
  return importListings(actor, { files, source, allOrNothing, formats: FORMATS }, more);
}
