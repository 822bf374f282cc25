import { StringDecoder } from 'node:string_decoder';
import type { FhirObject } from '@/lib/fhir/model';
import { type ImportFile, textOf, unpacked } from './import-file';

/** One resource of a file; null when it is none. */
export interface FhirLine {
  readonly line: number;
  readonly raw: string;
  readonly resource: FhirObject | null;
}

/** No resource of a directory is as long; a file without line ends must not be taken for one line. */
const MAX_LINE = 20_000_000;

/** The resources of an NDJSON file, one at a time whatever its size; or those of a Bundle, which is read as a whole. */
export async function* readFhirLines(file: ImportFile): AsyncGenerator<FhirLine> {
  const whole = (await startsOwnLine(file)) ? null : parseObject(await textOf(file));
  if (whole) yield* ofWhole(whole);
  else {
    for await (const { line, raw } of textLines(file)) {
      if (raw.trim() !== '') yield { line, raw, resource: parseObject(raw) };
    }
  }
}

function* ofWhole(whole: FhirObject): Generator<FhirLine> {
  const resources =
    whole.resourceType === 'Bundle' ? ((whole.entry ?? []) as FhirObject[]).map((entry) => entry.resource) : [whole];
  for (const [index, resource] of resources.entries()) {
    yield { line: index + 1, raw: JSON.stringify(resource ?? null), resource: (resource ?? null) as FhirObject | null };
  }
}

/** True when the first line is a resource by itself, and so is each of the others. */
async function startsOwnLine(file: ImportFile): Promise<boolean> {
  for await (const { raw } of textLines(file)) {
    if (raw.trim() === '') continue;
    const first = parseObject(raw);
    return first !== null && first.resourceType !== 'Bundle';
  }
  return true;
}

async function* textLines(file: ImportFile): AsyncGenerator<{ readonly line: number; readonly raw: string }> {
  const decoder = new StringDecoder('utf8');
  let line = 0;
  let rest = '';
  for await (const bytes of unpacked(file)) {
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) return yield { line: line + 1, raw: rest };
    for (const raw of lines) yield { line: ++line, raw: line === 1 ? raw.replace(/^\uFEFF/, '') : raw };
  }
  rest += decoder.end();
  if (rest !== '') yield { line: ++line, raw: rest };
}

function parseObject(text: string): FhirObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FhirObject) : null;
  } catch {
    return null;
  }
}
