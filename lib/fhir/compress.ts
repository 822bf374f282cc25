import { Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/** Below this a packed answer is no shorter. */
const SMALLEST = 1024;
/** Close to gzip in time and a fifth smaller on FHIR JSON; the highest quality takes a hundred times as long. */
const BROTLI_QUALITY = 4;

export type Encoding = 'br' | 'gzip' | null;

/** What the client takes, the better first; `q=0` refuses one (RFC 9110, 12.5.3). */
export function encodingFor(request: Request): Encoding {
  const accepted = (request.headers.get('accept-encoding') ?? '').toLowerCase().split(',');
  const takes = (name: string) => accepted.some((part) => part.trim().split(';')[0] === name && !/;\s*q=0(\.0*)?\s*$/.test(part));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}

/** A body packed while it is sent. */
export function packed(body: ReadableStream<Uint8Array> | string, encoding: Exclude<Encoding, null>): ReadableStream<Uint8Array> {
  const source = typeof body === 'string' ? Readable.from([Buffer.from(body)]) : Readable.fromWeb(body as never);
  const packer =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : createGzip({ level: 6 });
  // A client that goes away, or rows that cannot be read any more, must end both.
  source.on('error', (error) => packer.destroy(error));
  packer.on('close', () => source.destroy());
  return Readable.toWeb(source.pipe(packer)) as unknown as ReadableStream<Uint8Array>;
}

export const isWorthPacking = (text: string): boolean => text.length >= SMALLEST;
