import { z } from 'zod';
import { headOf, type ImportFile, textOf, UnknownFormat } from './import-file';

export type FileKind = 'fhir' | 'nppes' | 'samhsa' | 'table';

/** What a file is, told by its beginning only: FHIR, an answer of a register, or a table. @throws UnknownFormat */
export async function kindOf(file: ImportFile): Promise<FileKind> {
  const head = await headOf(file);
  if (!/^\uFEFF?\s*[[{]/.test(head)) return 'table';
  if (/"(result_count|enumeration_type)"\s*:/.test(head)) return 'nppes';
  if (/"(recordCount|name1)"\s*:/.test(head)) return 'samhsa';
  if (/"resourceType"\s*:/.test(head)) return 'fhir';
  throw new UnknownFormat('The file is JSON, but neither FHIR nor an answer of the NPI Registry or the SAMHSA locator.');
}

/** The list under `name` of a JSON file. @throws UnknownFormat */
export async function readJsonRows(file: ImportFile, name: string): Promise<readonly unknown[]> {
  let json: unknown;
  try {
    json = JSON.parse(await textOf(file));
  } catch (error) {
    if (error instanceof UnknownFormat) throw error;
    throw new UnknownFormat('The file is not complete JSON.');
  }
  const parsed = z.object({ [name]: z.array(z.unknown()) }).safeParse(json);
  const rows = parsed.success ? parsed.data[name] : undefined;
  if (!rows) throw new UnknownFormat(`The file has no "${name}".`);
  return rows;
}
