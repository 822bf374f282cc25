import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type Info, parse } from 'csv-parse';
import type { TableFormat } from './listing-model';

/** One line of a table file; `fault` when its columns do not match the heading. */
export interface TableLine {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly raw: string;
  readonly fault: string | null;
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Info;
}

/** A file that is not a table this importer knows. Nothing of it is used. */
export class UnknownFormat extends Error {
  override readonly name = 'UnknownFormat';
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

/** Lines of a CSV file (also packed, `.gz`), one at a time whatever its size. The first line is the heading. */
export async function* readTable(path: string, onHeading: (heading: readonly string[]) => void): AsyncGenerator<TableLine> {
  const bytes = createReadStream(path);
  const parser = (path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes).pipe(
    parse({ bom: true, info: true, raw: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }),
  );
  let heading: readonly string[] | null = null;
  for await (const item of parser) {
    const { record, raw, info } = item as Parsed;
    if (!heading) {
      heading = record.map((name) => name.trim());
      onHeading(heading);
      continue;
    }
    const fault =
      record.length === heading.length ? null : `The line has ${record.length} columns, the heading has ${heading.length}`;
    const cells = Object.fromEntries(heading.map((name, index) => [name, record[index] ?? '']));
    yield { line: info.lines, cells, raw: raw.replace(/\r?\n$/, ''), fault };
  }
  if (!heading) throw new UnknownFormat('The file is empty.');
}
