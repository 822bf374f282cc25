import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { type RowFault, WHOLE_LINE } from './faults';
import { type ImportFile, UnknownFormat, unpacked } from './import-file';
import type { TableFormat } from './listing-model';

/** One line of a table file; `fault` when it cannot be read. */
export interface TableLine {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly raw: string;
  readonly fault: RowFault | null;
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Info;
}

/** The format whose columns are all in the heading. @throws UnknownFormat naming what is missing from the closest one */
export function formatOf(heading: readonly string[], formats: readonly TableFormat[]): TableFormat {
  const missing = formats.map((format) => ({ format, columns: format.columns.filter((name) => !heading.includes(name)) }));
  const fits = missing.find(({ columns }) => columns.length === 0);
  if (fits) return fits.format;
  const closest = missing.sort((a, b) => a.columns.length - b.columns.length)[0];
  throw new UnknownFormat(
    `The first line names no known format. Closest is "${closest?.format.name}"; these columns are missing: ${closest?.columns.join(', ')}.`,
  );
}

/** A quote that is never closed would make one row of the rest of the file. */
const MAX_ROW = 1_000_000;
const HOW = {
  bom: true,
  info: true,
  raw: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: MAX_ROW,
} as const;
/** PostgreSQL keeps no text with this sign in it. */
const NUL = String.fromCharCode(0);

const nulFault: RowFault = { field: WHOLE_LINE, fault: 'nulLine' };
const columnsFault = (found: number, wanted: number): RowFault | null =>
  found === wanted ? null : { field: WHOLE_LINE, fault: 'columns', values: { count: String(found), wanted: String(wanted) } };

async function* parsedRows(file: ImportFile): AsyncGenerator<Parsed> {
  try {
    // Errors of either side come out of the loop.
    yield* pipeline(Readable.from(unpacked(file)), parse(HOW), () => {}) as AsyncIterable<Parsed>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnknownFormat(`The table cannot be read: ${error.message.slice(0, 200)}`);
  }
}

/** Lines of a CSV file (also packed, `.gz`), one at a time whatever its size. The first line is the heading. */
export async function* readTable(file: ImportFile, onHeading: (heading: readonly string[]) => void): AsyncGenerator<TableLine> {
  let heading: readonly string[] | null = null;
  for await (const item of parsedRows(file)) {
    const { record, raw: whole, info } = item;
    const raw = whole.replaceAll(NUL, '\uFFFD');
    if (!heading) {
      heading = record.map((name) => name.trim());
      onHeading(heading);
      continue;
    }
    const fault = raw !== whole ? nulFault : columnsFault(record.length, heading.length);
    const cells = Object.fromEntries(heading.map((name, index) => [name, record[index] ?? '']));
    yield { line: info.lines, cells, raw: raw.replace(/\r?\n$/, ''), fault };
  }
  if (!heading) throw new UnknownFormat('The file is empty.');
}
