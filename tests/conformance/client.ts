import { answerFhir } from '@/lib/fhir/router';

export type Json = { [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | JsonValue[] | Json;
export interface Resource extends Json {
  resourceType: string;
  id: string;
}
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly text: string;
}

const BASE = 'http://localhost:3000/fhir/R4';

function send(pathAndQuery: string, init: RequestInit): Promise<Response> {
  const url = new URL(pathAndQuery.startsWith('http') ? pathAndQuery : `${BASE}/${pathAndQuery}`);
  const path = url.pathname
    .replace(/^\/fhir\/R4\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  return answerFhir(new Request(url, init), path);
}

/** Sends a request through the same function as the route, without a network. */
export async function fhir(pathAndQuery: string, init: RequestInit = {}): Promise<Answered> {
  const response = await send(pathAndQuery, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: response.headers.get('content-type')?.includes('fhir+json') && text !== '' ? (JSON.parse(text) as Json) : {},
  };
}

export interface SearchResult {
  readonly matches: Resource[];
  readonly included: Resource[];
  /** What the server said about the search. */
  readonly outcomes: Resource[];
}

/** Follows `next` links to the end. */
export async function searchAll(
  type: string,
  params: readonly (readonly [string, string])[],
  how: 'GET' | 'POST' = 'GET',
): Promise<SearchResult> {
  const form = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]));
  form.set('_count', '500');
  let answer =
    how === 'GET'
      ? await fhir(`${type}?${form}`)
      : await fhir(`${type}/_search`, {
          method: 'POST',
          body: form.toString(),
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        });
  const matches: Resource[] = [];
  const included: Resource[] = [];
  const outcomes: Resource[] = [];
  for (;;) {
    if (answer.status !== 200) throw new Error(`${type}?${form} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    for (const entry of (answer.body.entry ?? []) as unknown as { resource: Resource; search: { mode: string } }[]) {
      if (entry.search.mode === 'match') matches.push(entry.resource);
      else if (entry.search.mode === 'include') included.push(entry.resource);
      else outcomes.push(entry.resource);
    }
    const next = (answer.body.link as unknown as { relation: string; url: string }[]).find(({ relation }) => relation === 'next');
    if (!next) return { matches, included, outcomes };
    answer = await fhir(next.url);
  }
}

/** How many match, without reading them. */
export async function countAll(
  type: string,
  params: readonly (readonly [string, string])[],
  how: 'GET' | 'POST' = 'GET',
): Promise<number> {
  const form = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]));
  form.set('_summary', 'count');
  const init = { method: 'POST', body: form.toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
  const { body, status } = how === 'GET' ? await fhir(`${type}?${form}`) : await fhir(`${type}/_search`, init);
  if (status !== 200) throw new Error(`${type}?${form} answered ${status}`);
  return Number(body.total);
}
