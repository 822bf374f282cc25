import fs from 'node:fs';
import path from 'node:path';
import { seededRandom } from '@/lib/ids';
import { STATE } from '../../../lib/bootstrap/paths.mjs';
import { OPERATIONS, ROUTES } from '../../security/access-matrix';
import type { ActorName } from '../../security/actors';
import { addressOf, type Example, examplesFor } from '../../security/examples';
import { type Ask, ask, type Reply, someNetwork } from './client';
import { encodeWell, headersOf, hostile, mutateArgs, mutateFields, queryOf, type Random } from './fuzz-values';
import { each, type Part, type Scene } from './part';
import { createPeople, type People } from './people';
import { type BuiltAction, boundPost, formPost, readBuiltActions, scriptPost } from './server-actions';
import { listUnaudited, watchWrites } from './writes';

/** At once; the portal under test is one process. */
const WIDTH = 6;
const INPUTS = 100;
const INPUTS_SHORT = 12;

/** One place and one round of its inputs: the same name and number make the same inputs again. */
interface Dose {
  readonly count: number;
  readonly round: number;
}

/** A number that differs with every letter of the place and with the round. */
function seedOf(place: string, round: number): number {
  let seed = 2_166_136_261;
  for (const letter of `${round}:${place}`) seed = Math.imul(seed ^ letter.charCodeAt(0), 16_777_619);
  return seed >>> 0;
}

/** What no answer may tell: frames, files, statements, drivers. */
const TELLING =
  /\bat (?:async )?[\w.<>]+ \(?(?:file:|\/|webpack|node:)|node_modules|\.tsx?:\d+|Prisma|\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|syntax error at|violates|SQLSTATE|ECONNREFUSED|pg_catalog|portal_app/;

const OWN_TROUBLE = /^\/(en|es)\/(problem|unavailable)/;

function replyFaults(target: string, reply: Reply, what: string): string[] {
  const faults: string[] = [];
  const add = (text: string) => faults.push(`${what}: ${text} (${reply.status}) ${target.slice(0, 160)}`);
  if (reply.status >= 500 && !OWN_TROUBLE.test(target)) add('failed');
  // The words of the program's own pages are not a leak of it.
  const shown = reply.headers['content-type']?.includes('json') || reply.status >= 400 ? reply.text : '';
  const told = TELLING.exec(shown);
  if (told) add(`tells "${told[0].slice(0, 60)}"`);
  if (/<qxv[ >]/.test(reply.text) && /html/.test(String(reply.headers['content-type']))) add('unescaped input');
  const place = String(reply.headers.location ?? '');
  if (/^(https?:)?\/\/(?!127\.0\.0\.1|localhost|www\.weather\.gov)/.test(place) || /[\r\n]/.test(place))
    add(`leads to ${place.slice(0, 60)}`);
  if (reply.headers['set-cookie']?.some((cookie) => cookie.startsWith('x='))) add('set a cookie of the caller');
  return faults;
}

/** Where every faulty input is kept whole, so that it can be sent again. */
const KEPT = path.join(STATE, 'logs', 'fuzz-faults.jsonl');

/** What the portal wrote about its last failures. */
const lastErrors = (scene: Scene) =>
  scene.portal
    .log()
    .split('\n')
    .filter((line) => /"level":"?(50|60|error)/.test(line))
    .slice(-2);

interface Shot {
  readonly place: string;
  readonly round: number;
  readonly input: number;
  readonly target: string;
  readonly request: Ask;
}

/** How often the portal said that it was too busy for now (503), and answered the same input when it was asked again. */
let busy = 0;
const BUSY_WAIT_MS = 5000;

/** The answer to an input. Where the machine is crowded the time limits of the database end a read; an input that does that ends the second one too. */
async function answerTo({ portal }: Scene, target: string, request: Ask): Promise<Reply> {
  const reply = await ask(portal.origin, target, request);
  if (reply.status !== 503 || OWN_TROUBLE.test(target)) return reply;
  await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
  const again = await ask(portal.origin, target, request);
  if (again.status !== 503) busy += 1;
  return again;
}

/** Sends one input. A fault is printed at once with the numbers that make it again, and kept whole. */
async function send(scene: Scene, { place, round, input, target, request }: Shot): Promise<string[]> {
  const faults = await answerTo(scene, target, request).then(
    (reply) => replyFaults(target, reply, place),
    (error) => [`${place}: ${String(error)} ${target.slice(0, 160)}`],
  );
  if (faults.length > 0) {
    const body = request.body === undefined ? undefined : request.body.toString('utf8');
    const kept = { place, round: round + 1, input, target, ...request, body, faults, log: lastErrors(scene) };
    fs.appendFileSync(KEPT, `${JSON.stringify(kept)}\n`);
    console.log(`fuzz: round ${round + 1}, input ${input}: ${faults.join('; ')}`);
  }
  return faults;
}

/** Inputs from one sign-in; deeds among them may end it. */
const SESSION_INPUTS = 10;

/** The route with its parameters made hostile and a hostile query. */
function targetOf(random: Random, scene: Scene, route: string): string {
  const roleId = random() < 0.5 ? scene.known.roleId : encodeWell(hostile(random)) || 'x';
  const base = random() < 0.9 ? addressOf(route, { roleId }) : addressOf(route, { roleId }, encodeWell(hostile(random)) || 'en');
  return `${base}${queryOf(random)}`;
}

const fuzzRoute =
  (scene: Scene, people: People, { count, round }: Dose) =>
  async (route: string) => {
    const random = seededRandom(seedOf(route, round));
    const session = (await people.browserOf('P1')).header;
    const faults: string[] = [];
    for (let n = 0; n < count; n++) {
      const headers = { ...headersOf(random), 'x-forwarded-for': someNetwork(), ...(random() < 0.3 ? { cookie: session } : {}) };
      const asks: Ask = { headers };
      const post = random() < 0.15;
      const body = post ? hostile(random) : undefined;
      const request = post
        ? {
            method: 'POST',
            headers: {
              ...headers,
              origin: scene.portal.origin,
              'content-type': random() < 0.5 ? 'application/json' : 'application/x-www-form-urlencoded',
            },
            ...(body === undefined ? {} : { body }),
          }
        : asks;
      const target = targetOf(random, scene, route);
      faults.push(...(await send(scene, { place: route, round, input: n, target, request })));
    }
    return faults;
  };

const fuzzOperation =
  (scene: Scene, { count, round }: Dose) =>
  async (name: string) => {
    const random = seededRandom(seedOf(name, round));
    const faults: string[] = [];
    for (let n = 0; n < count; n++) {
      const post = name.includes('/$') || random() < 0.1;
      const id = !name.includes('$') && random() < 0.4 ? `/${encodeWell(hostile(random)) || 'x'}` : '';
      const body =
        random() < 0.5
          ? hostile(random)
          : JSON.stringify({
              resourceType: 'Parameters',
              parameter: [{ name: hostile(random), valueString: hostile(random) }, null],
            });
      const headers = { ...headersOf(random), 'content-type': 'application/fhir+json', 'x-forwarded-for': someNetwork() };
      const target = `/fhir/R4/${name}${id}${queryOf(random)}`;
      const request: Ask = post ? { method: 'POST', headers, body } : { headers };
      faults.push(...(await send(scene, { place: name, round, input: n, target, request })));
    }
    return faults;
  };

const fuzzAction =
  (scene: Scene, people: People, examples: Readonly<Record<string, Example>>, { count, round }: Dose) =>
  async (action: BuiltAction) => {
    const example = examples[action.name];
    if (!example) return [`${action.name} has no example`];
    const random = seededRandom(seedOf(action.name, round));
    const faults: string[] = [];
    const sessions = new Map<ActorName, string | undefined>();
    for (let n = 0; n < count; n++) {
      const fields = mutateFields(random, example.fields);
      const args = mutateArgs(random, example.args ?? []);
      const plain = example.args ? boundPost(action, args, fields) : formPost(action, fields);
      const request = random() < 0.1 ? scriptPost(action, args) : plain;
      if (n % SESSION_INPUTS === 0)
        for (const who of ['P1', 'helper'] as const) sessions.set(who, (await people.browserOf(who)).header);
      const signedIn = random() < 0.6 ? sessions.get(random() < 0.8 ? 'P1' : 'helper') : undefined;
      const headers = {
        ...headersOf(random),
        ...request.headers,
        ...(signedIn ? { cookie: signedIn } : {}),
        origin: scene.portal.origin,
        'x-forwarded-host': undefined,
        'x-forwarded-for': someNetwork(),
      };
      const shot = { place: action.name, round, input: n, target: addressOf(action.route, scene.known) };
      faults.push(...(await send(scene, { ...shot, request: { ...request, headers } })));
    }
    return faults;
  };

/** Generated inputs to every route, FHIR operation and action: no failure, no word about the inside, no unaudited write. */
export const fuzz: Part = async (scene) => {
  const { from, to } = scene.short ? { from: 1, to: 1 } : scene.rounds;
  const count = scene.short ? INPUTS_SHORT : INPUTS;
  const people = await createPeople();
  await watchWrites(scene.portal.owner);
  fs.rmSync(KEPT, { force: true });
  const routes = Object.keys(ROUTES).filter((name) => scene.places.test(name));
  const operations = Object.keys(OPERATIONS).filter((name) => scene.places.test(name));
  const actions = readBuiltActions().filter(({ name }) => scene.places.test(name));
  const examples = examplesFor(scene.known);
  const places = routes.length + operations.length + actions.length;
  const faults: string[] = [];
  const started = performance.now();
  for (let round = from - 1; round < to; round++) {
    const dose = { count, round };
    faults.push(...(await each(routes, WIDTH, fuzzRoute(scene, people, dose))));
    faults.push(...(await each(operations, WIDTH, fuzzOperation(scene, dose))));
    faults.push(...(await each(actions, WIDTH, fuzzAction(scene, people, examples, dose))));
    const seconds = Math.round((performance.now() - started) / 1000);
    if (!scene.short)
      console.log(
        `fuzz: round ${round + 1} of ${to}, ${count} inputs to each of ${places} places, ${faults.length} faults, ${seconds} s`,
      );
  }
  faults.push(...(await listUnaudited(scene.portal.owner)));
  const logged = /"errorName":"(?!AppError)\w*Error"/g;
  const bugs = new Set(scene.portal.log().match(logged) ?? []);
  const inputs = (to - from + 1) * count;
  return {
    note: `${inputs} inputs to each of ${places} places, ${busy} answered only when asked again (503), kinds of errors logged: ${[...bugs].join(' ') || 'none'}`,
    faults,
  };
};
