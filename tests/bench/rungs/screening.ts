import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { Bench, Gate, Rung } from '../model';

const PERSONAS = path.resolve(import.meta.dirname, '../../personas/eligibility');
const HOUSEHOLDS = 200;

/** One request of 200 households: the named cases in turn, so that every group and switch date is in it. */
function twoHundred(): string {
  const cases = fs
    .readdirSync(PERSONAS)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(fs.readFileSync(path.join(PERSONAS, name), 'utf8')) as { screening: unknown }[]);
  return JSON.stringify(Array.from({ length: HOUSEHOLDS }, (_, at) => cases[at % cases.length]?.screening));
}

const body = twoHundred();
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

function post(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode} from ${url}: ${text.slice(0, 200)}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const screeningUrl = (bench: Bench) => `${bench.portalUrl}/api/eligibility/screenings`;

export const SCREENING_RUNGS: readonly Rung[] = [
  {
    id: 'S0',
    title: 'bare echo of the same body',
    served: 'empty',
    operations: 100,
    connections: 4,
    run: async (bench) => void (await post(new URL('echo', bench.emptyUrl).toString())),
  },
  {
    id: 'S1',
    title: '200 screenings in one request',
    served: 'portal',
    operations: 40,
    connections: 4,
    run: async (bench) => void (await post(screeningUrl(bench))),
  },
];

export const SCREENING_GATES: readonly Gate[] = [
  {
    name: 'one request answers 200 households',
    check: async (bench) => {
      const answers = JSON.parse(await post(screeningUrl(bench))) as unknown[] | { screenings: unknown[] };
      const count = Array.isArray(answers) ? answers.length : answers.screenings.length;
      if (count !== HOUSEHOLDS) throw new Error(`${count} answers instead of ${HOUSEHOLDS}`);
      return `${count} answers`;
    },
  },
];
