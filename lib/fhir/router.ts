import 'server-only';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { appOrigins } from '@/lib/env';
import { errorFields, logger } from '@/lib/logger';
import { getPlan, OWN_PLAN } from '@/lib/organization/organization';
import { type Answer, failureAnswer, toResponse } from './answer';
import { answerAppointment } from './appointment-door';
import { exportFile, exportManifest, startExport } from './bulk';
import { capabilityStatement } from './capability';
import { SCHEDULING_RESOURCES } from './capability-scheduling';
import { answerRead, answerSearch } from './directory-door';
import { FHIR_BASE_PATH } from './model';
import { refusal, safeName } from './outcome';
import type { ResourceDefinition } from './registry/model';
import { findDefinition } from './registry/registry';
import { answerSchedule, answerSlot, readOpenTimesQuery } from './scheduling-door';
import { publishFile, publishManifest } from './scheduling-links';
import type { Handling } from './search/request';

const JSON_FORMATS = /^(application\/(fhir\+)?json|text\/json|json)\b/;
const MAX_BODY = 65_536;

/** Our own setting, never the request's Host: links in answers must not lead elsewhere. */
export const fhirBase = (): string => `${appOrigins()[0]}${FHIR_BASE_PATH}`;

/** Answers any request below `/fhir/R4`; `path` is split at slashes and decoded. Never throws. */
export async function answerFhir(request: Request, path: readonly string[]): Promise<Response> {
  try {
    requireJson(request);
    const answer = await route(request, path);
    return answer instanceof Response ? answer : toResponse(request, answer);
  } catch (error) {
    const answer = failureAnswer(error);
    // Status and kind only: not the path's id, not the query.
    if (answer.status >= 500)
      logger.error({ event: 'fhir.failed', route: FHIR_BASE_PATH, status: answer.status, ...errorFields(error) });
    return toResponse(request, answer);
  }
}

async function route(request: Request, path: readonly string[]): Promise<Answer | Response> {
  const [first = '', ...rest] = path;
  if (first === 'metadata' && rest.length === 0) return reading(request, () => metadata());
  if (first === '$export') return reading(request, () => bulk(request, rest));
  if (first === '$bulk-publish') return reading(request, () => publish(rest));
  if (first === 'Schedule' || first === 'Slot') return reading(request, () => openTimes(request, first, rest));
  if (first === 'Appointment' && rest.length === 1) return answerAppointment(request, rest[0] ?? '', systemClock);
  const definition = findDefinition(first);
  if (!definition)
    throw refusal(404, 'not-supported', 'Not a resource type of this server. See metadata.', safeName(first) || undefined);
  return directory(request, definition, rest);
}

async function reading<T>(request: Request, work: () => T | Promise<T>): Promise<T> {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw notAllowed('GET, HEAD');
  return work();
}

function metadata(): Answer {
  const publisher = getPlan(OWN_PLAN).name;
  return {
    status: 200,
    body: capabilityStatement({
      base: fhirBase(),
      publisher,
      portal: 'Care access',
      date: '2026-11-22',
      others: SCHEDULING_RESOURCES,
    }),
  };
}

function bulk(request: Request, [token, file, ...more]: readonly string[]): Answer | Response {
  if (token === undefined) return startExport(new URL(request.url).searchParams, systemClock, fhirBase());
  if (more.length > 0) throw refusal(404, 'not-found', 'No export with this link.');
  return file === undefined ? exportManifest(token, fhirBase()) : exportFile(db(), token, file);
}

function publish([file, ...more]: readonly string[]): Answer | Response {
  if (more.length > 0) throw refusal(404, 'not-found', 'No file with this name.');
  return file === undefined ? publishManifest(systemClock, fhirBase()) : publishFile(file, systemClock);
}

function openTimes(request: Request, type: 'Schedule' | 'Slot', [id, ...more]: readonly string[]): Promise<Answer> {
  if (more.length > 0) throw refusal(404, 'not-supported', `Read a ${type} at ${type}/id.`);
  const asked = readOpenTimesQuery(type, new URL(request.url).searchParams, handlingOf(request));
  return type === 'Schedule' ? answerSchedule(id, asked, systemClock) : answerSlot(id, asked, systemClock);
}

async function directory(request: Request, definition: ResourceDefinition, rest: readonly string[]): Promise<Answer> {
  const [id, history, version, ...more] = rest;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (id === undefined) {
    if (!reads) throw notAllowed('GET, HEAD');
    return answerSearch(db(), definition, [...new URL(request.url).searchParams], handlingOf(request), fhirBase());
  }
  if (id === '_search' && history === undefined) {
    const pairs = [...new URL(request.url).searchParams, ...(request.method === 'POST' ? await formPairs(request) : [])];
    if (!reads && request.method !== 'POST') throw notAllowed('GET, HEAD, POST');
    return answerSearch(db(), definition, pairs, handlingOf(request), fhirBase());
  }
  if (!reads) throw notAllowed('GET, HEAD');
  const versioned = history === '_history' && version !== undefined;
  if (more.length > 0 || (history !== undefined && !versioned)) {
    throw refusal(404, 'not-supported', 'Read a resource at Type/id or Type/id/_history/version.');
  }
  return answerRead(db(), definition, id, version ?? null);
}

async function formPairs(request: Request): Promise<[string, string][]> {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  if (text.length > MAX_BODY) throw refusal(413, 'too-long', `At most ${MAX_BODY} characters.`);
  if (text === '') return [];
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw refusal(415, 'not-supported', 'A search by POST sends application/x-www-form-urlencoded.');
  }
  return [...new URLSearchParams(text)];
}

function handlingOf(request: Request): Handling {
  return /\bhandling\s*=\s*strict\b/i.test(request.headers.get('prefer') ?? '') ? 'strict' : 'lenient';
}

/** `_format` wins over Accept (FHIR R4 3.1.0.1.11). JSON only. */
function requireJson(request: Request): void {
  const asked = new URL(request.url).searchParams.get('_format');
  if (asked !== null) {
    // A plus sign in a query may have become a space.
    if (!JSON_FORMATS.test(asked.replace(' ', '+').toLowerCase()))
      throw refusal(406, 'not-supported', 'This server speaks JSON.', '_format');
    return;
  }
  const accept = request.headers.get('accept') ?? '*/*';
  const fits = accept
    .split(',')
    .some(
      (part) =>
        /^\s*(\*\/\*|application\/\*|application\/([\w-]+\+)?(nd)?json|text\/json)\b/i.test(part) ||
        part.trim().startsWith('*/*'),
    );
  if (!fits) throw refusal(406, 'not-supported', 'This server speaks JSON.');
}

function notAllowed(allow: string) {
  const error = refusal(405, 'not-supported', 'This server does not allow this method here.');
  return Object.assign(error, { headers: { Allow: allow } });
}
