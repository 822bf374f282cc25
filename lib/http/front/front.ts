import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '@/lib/clock';
import { appOrigins } from '@/lib/env';
import { allCookieNames } from '../cookies';
import { KeptAnswers } from './kept-answers';
import { choosePacking } from './negotiate';
import { isKnownTag, packAnswer } from './pack-answer';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** What the front is told about the portal behind it. */
export interface Behind {
  /** Pages that say the same to everybody who has no cookie of ours. */
  readonly isPublicPage: (path: string, query: string) => boolean;
  /** Equal as long as those pages say the same; throws when that cannot be known. */
  readonly readVersion: () => Promise<string>;
}

const MEMORY_BYTES = 32 * 1024 * 1024;
/** How long after a change an old page may still be given. */
const VERSION_MS = 1000;
/** A crowd at one page waits so long for the first of it, then each makes its own. */
const CROWD_MS = 3000;

/** Headers with which the framework answers something else than the page at this address. */
const OTHER_ANSWER = /^(rsc|next-|x-middleware-|x-nextjs-|range$|authorization$|if-modified-since$)/;

const ownHosts = () => appOrigins().map((origin) => new URL(origin).host);

/** The name of an answer that may come from memory and be kept there, or null. */
export function publicKeyOf(request: IncomingMessage, isPublicPage: Behind['isPublicPage']): string | null {
  const { method, url = '', headers } = request;
  if (method !== 'GET') return null;
  const [path = '', query = '', ...more] = url.split('?');
  if (more.length > 0 || !isPublicPage(path, query)) return null;
  // A host that is not ours is somebody's try to make us keep a page with their name in it.
  if (!ownHosts().includes(headers.host ?? '')) return null;
  if (Object.keys(headers).some((name) => OTHER_ANSWER.test(name))) return null;
  // Signed in, on their way through the steps, or with a look of their own: their page is made for them, and never kept.
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.split('=')[0]?.trim());
  if (allCookieNames().some((name) => cookies.includes(name))) return null;
  return `${headers.host}${url}`;
}

/** Reads the version at most once a second, and only while somebody asks. */
function versionReader(read: () => Promise<string>): (now: number) => Promise<string | null> {
  let known: { readonly at: number; readonly version: Promise<string | null> } | null = null;
  return (now) => {
    if (!known || now - known.at >= VERSION_MS || now < known.at) known = { at: now, version: read().catch(() => null) };
    return known.version;
  };
}

function sendKept(request: IncomingMessage, response: ServerResponse, kept: KeptAnswers, key: string, version: string): boolean {
  const now = systemClock.now().getTime();
  const answer = kept.find(key, now, version);
  if (!answer) return false;
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) response.setHeader(name, value);
  response.setHeader('ETag', answer.tag);
  response.setHeader('Age', Math.floor((now - answer.madeAt) / 1000));
  if (isKnownTag(request, answer.tag)) {
    response.removeHeader('Content-Type');
    response.writeHead(304).end();
    return true;
  }
  const packing = choosePacking(String(request.headers['accept-encoding'] ?? ''));
  const bytes = kept.formOf(key, answer, packing);
  if (packing !== 'identity') response.setHeader('Content-Encoding', packing);
  response.setHeader('Content-Length', bytes.length);
  response.writeHead(200).end(bytes);
  return true;
}

/** Everything between Node's server and the framework. */
export function makeFront({ isPublicPage, readVersion }: Behind) {
  const kept = new KeptAnswers(MEMORY_BYTES);
  const versionAt = versionReader(readVersion);
  const making = new Map<string, Promise<void>>();

  return async (request: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> => {
    const key = publicKeyOf(request, isPublicPage);
    const version = key && (await versionAt(systemClock.now().getTime()));
    if (!key || !version) {
      packAnswer(request, response);
      return handle(request, response);
    }
    if (sendKept(request, response, kept, key, version)) return;
    const first = making.get(key);
    if (first) {
      await Promise.race([first, new Promise((resolve) => setTimeout(resolve, CROWD_MS).unref())]);
      if (sendKept(request, response, kept, key, version)) return;
    } else {
      making.set(
        key,
        new Promise((resolve) => response.once('close', resolve)).then(() => void making.delete(key)),
      );
    }
    packAnswer(request, response, (made) => kept.keep(key, made, systemClock.now().getTime(), version));
    return handle(request, response);
  };
}

/** Puts the front where lib/bootstrap/server.mjs finds it: that file is plain JavaScript and loads nothing compiled. */
export function installFront(behind: Behind): void {
  Object.assign(globalThis, { portalFront: makeFront(behind) });
}
