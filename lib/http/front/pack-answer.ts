import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocale } from '@/lib/i18n/locale';
import { sha256 } from '@/lib/ids';
import { pageClassOf } from '../page-classes';
import type { MadeAnswer } from './kept-answers';
import { choosePacking, isPackable, type Packing, SMALL_BYTES } from './negotiate';
import { packBytes, packStream } from './packers';
import { type Packer, takeAnswer } from './take-answer';
import { withoutFrameworkScripts } from './unused-scripts';

const headerOf = (response: ServerResponse, name: string): string => String(response.getHeader(name) ?? '');

/** Caches must not give packed bytes to someone who cannot read them. */
function varyByEncoding(response: ServerResponse): void {
  if (!/\*|accept-encoding/i.test(headerOf(response, 'vary'))) response.appendHeader('Vary', 'Accept-Encoding');
}

/** Answers that come as they are: parts of files, bytes packed by somebody else, and what must not be touched. */
function isAsItIs(response: ServerResponse): boolean {
  return (
    response.statusCode === 206 ||
    response.hasHeader('content-encoding') ||
    response.hasHeader('content-range') ||
    /no-transform/i.test(headerOf(response, 'cache-control'))
  );
}

function tellPacking(response: ServerResponse, packing: Packing): void {
  if (packing === 'identity') return;
  response.setHeader('Content-Encoding', packing);
  response.removeHeader('Accept-Ranges');
  // A strong tag promises the same bytes; packed and plain they differ, what they say does not.
  const tag = headerOf(response, 'etag');
  if (tag.startsWith('"')) response.setHeader('ETag', `W/${tag}`);
}

/** Framework scripts that the page's own policy refuses need not travel. */
function trimmed(path: string, type: string, body: Buffer): Buffer {
  const [, first = '', ...rest] = (path.split('?')[0] ?? '').split('/');
  if (!type.startsWith('text/html') || !isLocale(first)) return body;
  return pageClassOf(`/${rest.join('/')}`) === 'C' ? body : withoutFrameworkScripts(body);
}

/** An answer without a body has the headers that matter to caches. */
function withoutBody(request: IncomingMessage, response: ServerResponse, packing: Packing): void {
  const packable = isPackable(headerOf(response, 'content-type'));
  if (response.statusCode === 304 || packable) varyByEncoding(response);
  // What a GET would be packed to is not known without packing it.
  if (request.method === 'HEAD' && packable && packing !== 'identity') response.removeHeader('Content-Length');
}

/** True when the client has this content already. */
export function isKnownTag({ headers }: IncomingMessage, tag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  const sent = headers['if-none-match'];
  return sent !== undefined && (sent.trim() === '*' || sent.split(',').some((each) => bare(each) === bare(tag)));
}

const SHARED = /\bpublic\b.*\bs-maxage=(\d+)/;

/** Seconds for which anyone may be given this answer; 0 for one that is not for everybody. */
function sharedLifeS(response: ServerResponse): number {
  const life = Number(SHARED.exec(headerOf(response, 'cache-control'))?.[1] ?? 0);
  return response.statusCode === 200 && !response.hasHeader('set-cookie') ? life : 0;
}

/** A cache in front gives the page to nobody with a cookie of ours. Set here: the framework writes Vary anew. */
function varyByCookie(response: ServerResponse): void {
  if (!/\*|cookie/i.test(headerOf(response, 'vary'))) response.appendHeader('Vary', 'Cookie');
}

/** What was to be a page for everybody is a failure or sets a cookie: nobody else may get it. */
function keepPrivate(response: ServerResponse): void {
  if (SHARED.test(headerOf(response, 'cache-control'))) response.setHeader('Cache-Control', 'private, no-store');
}

const UNKEPT = new Set(['content-length', 'content-encoding', 'etag', 'connection', 'keep-alive', 'transfer-encoding']);

const keptHeaders = (response: ServerResponse) =>
  Object.fromEntries(Object.entries(response.getHeaders()).filter(([name]) => !UNKEPT.has(name)));

/**
 * Packs an answer as its client likes it: what is short is sent whole with its length, what is long as it is made.
 * Here and not in a handler, because the framework takes a handler's own Content-Encoding off.
 * @param keep is given an answer that is for everybody
 */
export function packAnswer(request: IncomingMessage, response: ServerResponse, keep?: (made: MadeAnswer) => void): void {
  const packing = choosePacking(String(request.headers['accept-encoding'] ?? ''));

  const start = (): Packer | null => {
    if (sharedLifeS(response) === 0) keepPrivate(response);
    else varyByCookie(response);
    if (!isPackable(headerOf(response, 'content-type')) || isAsItIs(response)) return null;
    varyByEncoding(response);
    if (packing === 'identity') return null;
    response.removeHeader('Content-Length');
    tellPacking(response, packing);
    return packStream(packing);
  };

  const whole = (body: Buffer): Buffer => {
    const lifeS = sharedLifeS(response);
    if (lifeS === 0) keepPrivate(response);
    else varyByCookie(response);
    if (request.method === 'HEAD' || [204, 304].includes(response.statusCode)) {
      withoutBody(request, response, packing);
      return body;
    }
    if (isAsItIs(response)) return body;
    const type = headerOf(response, 'content-type');
    const plain = trimmed(request.url ?? '/', type, body);
    if (isPackable(type)) varyByEncoding(response);
    const small = plain.length < SMALL_BYTES || !isPackable(type);
    const bytes = small ? plain : packBytes(plain, packing);
    if (keep && lifeS > 0 && !small) {
      const tag = `W/"${sha256(plain.toString('utf8')).slice(0, 32)}"`;
      keep({ headers: keptHeaders(response), tag, packing, bytes, lifeS });
      response.setHeader('ETag', tag);
    }
    if (!small) tellPacking(response, packing);
    response.setHeader('Content-Length', bytes.length);
    return bytes;
  };

  takeAnswer(response, { whole, start });
}
