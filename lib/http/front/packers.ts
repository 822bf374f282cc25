import zlib from 'node:zlib';
import type { Packing } from './negotiate';

/**
 * Levels for answers made once and sent once: higher ones cost a page's worth of CPU for a few per cent of its bytes.
 * The window of brotli is kept to 256 kB, because its memory is taken and given back for each answer.
 */
const GZIP = { level: 5 };
const brotli = (size: number): zlib.BrotliOptions => ({
  params: {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 4,
    [zlib.constants.BROTLI_PARAM_LGWIN]: 18,
    ...(size > 0 ? { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: size } : {}),
  },
});

/** A whole body at once; on the event loop, because handing 60 kB to another thread costs as much as packing it. */
export function packBytes(body: Buffer, packing: Packing): Buffer {
  if (packing === 'br') return zlib.brotliCompressSync(body, brotli(body.length));
  return packing === 'gzip' ? zlib.gzipSync(body, GZIP) : body;
}

export function unpackBytes(body: Buffer, packing: Packing): Buffer {
  if (packing === 'br') return zlib.brotliDecompressSync(body);
  return packing === 'gzip' ? zlib.gunzipSync(body) : body;
}

/** For bodies that are longer than one wants to hold. */
export const packStream = (packing: 'br' | 'gzip'): zlib.BrotliCompress | zlib.Gzip =>
  packing === 'br' ? zlib.createBrotliCompress(brotli(0)) : zlib.createGzip(GZIP);
