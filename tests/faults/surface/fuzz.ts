import { seededRandom } from '@/lib/ids';
import { OPERATIONS, ROUTES } from '../../security/access-matrix';
import { addressOf, type Example, examplesFor } from '../../security/examples';
import { type Ask, ask, type Reply, someNetwork } from './client';
import { encodeWell, headersOf, hostile, mutateArgs, mutateFields, queryOf, type Random } from './fuzz-values';
import { each, type Part, type Scene } from './part';
import { createPeople, type People } from './people';
import { type BuiltAction, boundPost, formPost, readBuiltActions, scriptPost } from './server-actions';
import { listUnaudited, watchWrites } from './writes';

const ROUNDS = 10;
const INPUTS = 100;
const INPUTS_SHORT = 12;

/** How many inputs of which round; each round has its own. */
interface Dose {
  readonly count: number;
  readonly round: number;
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

async function send(scene: Scene, target: string, request: Ask, what: string): Promise<string[]> {
  try {
    const reply = await ask(scene.portal.origin, target, request);
    return replyFaults(target, reply, what);
  } catch (error) {
    return [`${what}: ${String(error)} ${target.slice(0, 160)}`];
  }
}

/** The route with its parameters made hostile and a hostile query. */
function targetOf(random: Random, scene: Scene, route: string): string {
  const roleId = random() < 0.5 ? scene.known.roleId : encodeWell(hostile(random)) || 'x';
  const base = random() < 0.9 ? addressOf(route, { roleId }) : addressOf(route, { roleId }, encodeWell(hostile(random)) || 'en');
  return `${base}${queryOf(random)}`;
}

const fuzzRoute =
  (scene: Scene, people: People, { count, round }: Dose) =>
  async (route: string) => {
    const random = seededRandom(route.length * 7919 + route.charCodeAt(route.length - 2) + round * 32_452_843);
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
      faults.push(...(await send(scene, targetOf(random, scene, route), request, route)));
    }
    return faults;
  };

const fuzzOperation =
  (scene: Scene, { count, round }: Dose) =>
  async (name: string) => {
    const random = seededRandom(name.length * 104_729 + name.charCodeAt(1) + round * 32_452_843);
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
      faults.push(...(await send(scene, target, post ? { method: 'POST', headers, body } : { headers }, name)));
    }
    return faults;
  };

const fuzzAction =
  (scene: Scene, people: People, examples: Readonly<Record<string, Example>>, { count, round }: Dose) =>
  async (action: BuiltAction) => {
    const example = examples[action.name];
    if (!example) return [`${action.name} has no example`];
    const random = seededRandom(action.name.length * 15_485_863 + action.id.charCodeAt(3) + round * 32_452_843);
    const faults: string[] = [];
    for (let n = 0; n < count; n++) {
      const fields = mutateFields(random, example.fields);
      const args = mutateArgs(random, example.args ?? []);
      const plain = example.args ? boundPost(action, args, fields) : formPost(action, fields);
      const request = random() < 0.1 ? scriptPost(action, args) : plain;
      const signedIn = random() < 0.6 ? (await people.browserOf(random() < 0.8 ? 'P1' : 'helper')).header : undefined;
      const headers = {
        ...headersOf(random),
        ...request.headers,
        ...(signedIn ? { cookie: signedIn } : {}),
        origin: scene.portal.origin,
        'x-forwarded-host': undefined,
        'x-forwarded-for': someNetwork(),
      };
      faults.push(...(await send(scene, addressOf(action.route, scene.known), { ...request, headers }, action.name)));
    }
    return faults;
  };

/** Generated inputs to every route, FHIR operation and action: no failure, no word about the inside, no unaudited write. */
export const fuzz: Part = async (scene) => {
  const rounds = scene.short ? 1 : ROUNDS;
  const count = scene.short ? INPUTS_SHORT : INPUTS;
  const people = await createPeople();
  await watchWrites(scene.portal.owner);
  const actions = readBuiltActions();
  const examples = examplesFor(scene.known);
  const faults: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const dose = { count, round };
    faults.push(...(await each(Object.keys(ROUTES), 6, fuzzRoute(scene, people, dose))));
    faults.push(...(await each(Object.keys(OPERATIONS), 6, fuzzOperation(scene, dose))));
    faults.push(...(await each(actions, 6, fuzzAction(scene, people, examples, dose))));
    if (!scene.short)
      console.log(`fuzz: ${(round + 1) * count} of ${rounds * count} inputs to each place, ${faults.length} faults`);
  }
  faults.push(...(await listUnaudited(scene.portal.owner)));
  const logged = /"errorName":"(?!AppError)\w*Error"/g;
  const bugs = new Set(scene.portal.log().match(logged) ?? []);
  const places = Object.keys(ROUTES).length + Object.keys(OPERATIONS).length + actions.length;
  return {
    note: `${rounds * count} inputs to each of ${places} places, kinds of errors logged: ${[...bugs].join(' ') || 'none'}`,
    faults,
  };
};
