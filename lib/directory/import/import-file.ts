import fs from 'node:fs';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { RunningHash } from '@/lib/ids';

/** A file that is not of a kind this importer knows. Nothing of it is used. */
export class UnknownFormat extends Error {
  override readonly name = 'UnknownFormat';
}

/** A file to import, wherever its bytes are. It can be opened more than once. */
export interface ImportFile {
  readonly name: string;
  /** As it lies there, packed or not. */
  readonly size: number;
  /** Unpacked, it may hold so many bytes; unset where whoever hands it in could fill the machine anyway. */
  readonly mostUnpacked?: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

const HEAD_BYTES = 65_536;
/** What a file may hold unpacked when all of it must be read at once: a text of more does not fit a JavaScript string. */
const MAX_TEXT_BYTES = 400_000_000;

/** A file on a disk. */
export const diskFile = (file: string): ImportFile => ({
  name: path.basename(file),
  size: fs.statSync(file).size,
  open: () => fs.createReadStream(file),
});

/** The bytes of a file, unpacked when they are packed: told by the first two bytes, whatever the name. */
export async function* unpacked(file: ImportFile): AsyncGenerator<Buffer> {
  const pieces = file.open()[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  const start = Buffer.from(first.value);
  const all = (async function* () {
    yield start;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield Buffer.from(next.value);
  })();
  try {
    if (start[0] !== 0x1f || start[1] !== 0x8b) yield* all;
    // Errors of either side come out of the loop.
    else yield* upTo(file.mostUnpacked, pipeline(Readable.from(all), createGunzip(), () => {}) as AsyncIterable<Buffer>);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw new UnknownFormat('The packed file is not complete.');
    throw error;
  } finally {
    await pieces.return?.();
  }
}

/** A small file can unpack to any size (a "zip bomb"). */
async function* upTo(most: number | undefined, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (most !== undefined && size > most) {
      throw new UnknownFormat(`Unpacked, the file holds more than ${most / 1e6} MB; split it into smaller files.`);
    }
    yield piece;
  }
}

/** The first part of a file, unpacked. */
export async function headOf(file: ImportFile): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpacked(file)) {
    parts.push(part);
    size += part.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES).toString('utf8');
}

/** A whole file as text. @throws UnknownFormat when it holds more than can be read at once */
export async function textOf(file: ImportFile): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpacked(file)) {
    size += part.length;
    if (size > MAX_TEXT_BYTES) {
      throw new UnknownFormat(
        `The file holds more than ${MAX_TEXT_BYTES / 1e6} MB; split it, or send one resource on each line.`,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The same file; its bytes go into the hash while they are read to the end. */
export function hashed(file: ImportFile, hash: RunningHash): ImportFile {
  let seen = 0;
  return {
    ...file,
    async *open() {
      // Looked at from the beginning more than once: only bytes that were not seen before count.
      let at = 0;
      for await (const bytes of file.open()) {
        const fresh = bytes.subarray(Math.max(0, seen - at));
        at += bytes.length;
        if (fresh.length > 0) hash.add(fresh);
        seen = Math.max(seen, at);
        yield bytes;
      }
    },
  };
}
