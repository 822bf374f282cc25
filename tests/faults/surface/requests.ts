import fs from 'node:fs';
import path from 'node:path';
import { contentSecurityPolicy, pageClassOf } from '@/lib/http/page-classes';
import { STATIC_HEADERS } from '@/lib/http/static-headers.mjs';
import { ROOT } from '../../../lib/bootstrap/paths.mjs';
import { OPERATIONS, ROUTES } from '../../security/access-matrix';
import { addressOf } from '../../security/examples';
import { readSurface } from '../../security/surface';
import { ask, type Reply, someNetwork } from './client';
import { each, type Part, type Scene } from './part';

const CHANGING = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const EVIL = 'https://evil.example';

/** Origins that are not ours, as an attacker's page, a sandboxed frame, a program and a forged proxy header send them. */
const FOREIGN: readonly Readonly<Record<string, string | undefined>>[] = [
  {},
  { origin: 'null' },
  { origin: EVIL },
  { origin: EVIL, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  { origin: EVIL, host: 'evil.example' },
];

const isMachine = (target: string) => target.startsWith('/fhir/') || target.startsWith('/api/eligibility/');
const takesNoForm = (target: string) => /^\/(\/|_next\/|enhance\/|icons\/)/.test(target);
const withoutLocale = (target: string) => target.replace(/^\/(en|es)(?=\/|$)/, '') || '/';

/** What every answer must have, whatever its status. */
function headerFaults(target: string, reply: Reply, what: string): string[] {
  const faults: string[] = [];
  const add = (text: string) => faults.push(`${what} ${target} (${reply.status}): ${text}`);
  for (const { key, value } of STATIC_HEADERS) {
    const got = reply.headers[key.toLowerCase()];
    const open = key === 'Cross-Origin-Resource-Policy' && target.startsWith('/fhir/') && got === 'cross-origin';
    if (got !== value && !open) add(`${key} is ${got ?? 'missing'}`);
  }
  if (reply.headers['x-powered-by'] || reply.headers.server) add('names its maker');
  if (!reply.headers['content-security-policy']) add('no policy');
  for (const cookie of reply.headers['set-cookie'] ?? []) faults.push(...cookieFaults(target, cookie));
  const place = reply.headers.location;
  if (place && /^(https?:)?\/\//.test(place)) {
    const host = new URL(place, 'http://x').hostname;
    if (!['127.0.0.1', 'localhost', 'www.weather.gov'].includes(host)) add(`leads to ${host}`);
  }
  return faults;
}

function cookieFaults(target: string, cookie: string, host = false): string[] {
  const lacks = ['HttpOnly', 'Path=/', 'SameSite=(Lax|Strict)', ...(host ? ['Secure'] : [])].filter(
    (part) => !new RegExp(`; ${part}(;|$)`, 'i').test(cookie),
  );
  const faults = lacks.map((part) => `${target}: cookie without ${part}: ${cookie.split('=')[0]}`);
  if (/; domain=/i.test(cookie)) faults.push(`${target}: cookie with a domain`);
  if (host && !cookie.startsWith('__Host-')) faults.push(`${target}: cookie without __Host-: ${cookie.split('=')[0]}`);
  return faults;
}

/** No page asks another host for anything. Links may lead away; what the browser loads by itself may not. */
function strangerFaults(target: string, { text }: Reply): string[] {
  const loads =
    text.match(
      /<(?:script|img|link|iframe|source|form|object|embed)\b[^>]*\b(?:src|href|action|data)="(?:https?:)?\/\/[^"]+"/g,
    ) ?? [];
  return loads
    .filter((tag) => !/127\.0\.0\.1|rel="(alternate|canonical)"/.test(tag))
    .map((tag) => `${target} loads ${tag.slice(0, 120)}`);
}

async function reading({ portal }: Scene, route: string, target: string): Promise<string[]> {
  const faults: string[] = [];
  for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) {
    const reply = await ask(portal.origin, target, { method, headers: { 'x-forwarded-for': someNetwork() } });
    faults.push(...headerFaults(target, reply, method));
    const own = route === '/[locale]/problem' || route === '/[locale]/unavailable';
    if (reply.status >= 500 && !own) faults.push(`${method} ${target}: ${reply.status}`);
    if (method !== 'GET') continue;
    faults.push(...strangerFaults(target, reply));
    const row = ROUTES[route];
    if (route.startsWith('/[locale]')) {
      const policy = contentSecurityPolicy(pageClassOf(withoutLocale(target)), [portal.origin]);
      if (reply.headers['content-security-policy'] !== policy) faults.push(`${target}: not the policy of its class`);
    }
    const personal = row?.kind === 'account' || row?.kind === 'browser';
    if (personal && !/no-store/.test(reply.headers['cache-control'] ?? '')) {
      faults.push(`${target}: may be kept (${reply.headers['cache-control']})`);
    }
  }
  return faults;
}

async function changing({ portal }: Scene, target: string): Promise<string[]> {
  const faults: string[] = [];
  for (const method of CHANGING) {
    for (const headers of [...FOREIGN, { origin: portal.origin }]) {
      const own = headers.origin === portal.origin;
      const sent = { ...headers, 'x-forwarded-for': someNetwork(), 'content-type': 'text/plain' };
      const reply = await ask(portal.origin, target, { method, headers: sent, body: 'x' });
      const what = `${method} from ${headers.origin ?? 'nowhere'}`;
      faults.push(...headerFaults(target, reply, what));
      if (reply.status >= 500 && !/\/(problem|unavailable)$/.test(target)) faults.push(`${what} ${target}: ${reply.status}`);
      // Files and the framework's redirects take no form at all; they say so with their own status.
      if (own || isMachine(target) || (takesNoForm(target) && reply.status >= 300 && reply.status < 500)) continue;
      if (reply.status !== 403) faults.push(`${what} ${target}: ${reply.status}, not 403`);
      else if (!/lang="es"/.test(reply.text) || !/tel:/.test(reply.text))
        faults.push(`${what} ${target}: 403 without kind words`);
      if (reply.headers['set-cookie']) faults.push(`${what} ${target}: sets a cookie`);
    }
  }
  return faults;
}

/** TRACE would echo cookies to a script; no place answers it with a success. */
async function tracing({ portal }: Scene, target: string): Promise<string[]> {
  const reply = await ask(portal.origin, target, { method: 'TRACE', headers: { cookie: 'care=echo-me' } });
  return reply.status >= 400 && reply.status < 500 && !reply.text.includes('echo-me') ? [] : [`TRACE ${target}: ${reply.status}`];
}

/** One file that the build made, for the rule of all of them. */
function builtFile(): string {
  const dir = path.join(ROOT, '.next/static');
  const file = fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.css')) ?? '';
  return `/_next/static/${file.split(path.sep).join('/')}`;
}

const NOWHERE = [
  '/nope',
  '/en/nope',
  '/es/account/nope',
  '/api/nope',
  '/fhir/nope',
  '/fhir/R4/Nope',
  '/_next/static/nope.js',
  '/icons/nope.svg',
  '/enhance/nope.js',
  '/en/providers/not-a-uuid',
  '/.env',
  '/.git/config',
  '/package.json',
  '/en/%00',
  '/en/%E0%A4%A',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//evil.example/x',
  '/_next/image?url=https://evil.example/x.png&w=64&q=75',
] as const;

async function clearing({ portal }: Scene): Promise<string[]> {
  const faults: string[] = [];
  for (const target of ['/en/leave', '/es/leave', '/en/sign-out', '/es/sign-out']) {
    const { headers } = await ask(portal.origin, target, {});
    if (!/"cookies"/.test(String(headers['clear-site-data']))) faults.push(`${target} does not clear the site's data`);
  }
  return faults;
}

/** The same portal as its public address has it: every cookie pinned to the host and to TLS. */
async function secureCookies({ portal, known }: Scene): Promise<string[]> {
  const publicOrigin = 'https://care.example.org';
  const instance = await portal.another(publicOrigin);
  const faults: string[] = [];
  const reply = await ask(instance.origin, '/en/leave', { headers: { host: 'care.example.org' } });
  const cookies = reply.headers['set-cookie'] ?? [];
  if (cookies.length < 5) faults.push('leaving clears too few cookies');
  for (const cookie of cookies) faults.push(...cookieFaults('/en/leave', cookie, true));
  const headers = { host: 'care.example.org', origin: publicOrigin, 'x-forwarded-host': 'care.example.org' };
  const page = await ask(instance.origin, addressOf('/[locale]/account', known), { headers });
  if (!page.headers['strict-transport-security']) faults.push('no HSTS');
  const http = await ask(instance.origin, '/en/sign-out', {
    method: 'POST',
    headers: { ...headers, origin: 'http://care.example.org' },
  });
  if (http.status !== 403) faults.push(`a form over http was taken: ${http.status}`);
  return faults;
}

/** Origin, headers, cookies, caching and foreign hosts on every address there is, errors and files included. */
export const requests: Part = async (scene) => {
  const routes = Object.keys(ROUTES).flatMap((route) =>
    (route.includes('[locale]') ? ['en', 'es'] : ['en']).map((locale) => [route, addressOf(route, scene.known, locale)] as const),
  );
  const fhir = Object.keys(OPERATIONS).map((name) => ['/fhir/R4/[[...path]]', `/fhir/R4/${name}`] as const);
  const nowhere = [...NOWHERE, ...readSurface().files, builtFile()].map((target) => ['', target] as const);
  const everything = [...routes, ...fhir, ...nowhere];
  const faults = await each(everything, 8, ([route, target]) => reading(scene, route, target));
  faults.push(
    ...(await each(scene.short ? everything.filter(([, target]) => !target.startsWith('/es')) : everything, 8, ([, target]) =>
      changing(scene, target),
    )),
  );
  faults.push(...(await each(['/en', '/en/account', '/api/health', '/fhir/R4/metadata'], 4, (target) => tracing(scene, target))));
  faults.push(...(await clearing(scene)), ...(await secureCookies(scene)));
  return { note: `${everything.length} addresses × ${3 + CHANGING.length * (FOREIGN.length + 1)} requests`, faults };
};
