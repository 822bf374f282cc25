import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { UnknownFormat } from './table-file';

const HEAD_BYTES = 65_536;

/** What a JSON file is an answer of, told by its beginning only; null for FHIR and anything else. */
export function jsonAnswerOf(path: string): 'nppes' | 'samhsa' | null {
  const head = headOf(path);
  if (/"(result_count|enumeration_type)"\s*:/.test(head)) return 'nppes';
  return /"(recordCount|name1)"\s*:/.test(head) ? 'samhsa' : null;
}

/** The first part of a file, unpacked. */
export function headOf(path: string): string {
  if (path.endsWith('.gz')) return textOf(path).slice(0, HEAD_BYTES);
  const head = Buffer.alloc(HEAD_BYTES);
  const file = fs.openSync(path, 'r');
  const size = fs.readSync(file, head, 0, head.length, 0);
  fs.closeSync(file);
  return head.subarray(0, size).toString('utf8');
}

/** A whole file as text, unpacked when its name ends in `.gz`. */
export function textOf(path: string): string {
  const bytes = fs.readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The list under `name` of a JSON file. @throws UnknownFormat */
export function readJsonRows(path: string, name: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(textOf(path));
  } catch {
    throw new UnknownFormat('The file is not complete JSON.');
  }
  const parsed = z.object({ [name]: z.array(z.unknown()) }).safeParse(json);
  const rows = parsed.success ? parsed.data[name] : undefined;
  if (!rows) throw new UnknownFormat(`The file has no "${name}".`);
  return rows;
}
