import { STAFF_ROLES } from '@/lib/auth/actor';
import { ACTIONS, ROUTES } from '../../security/access-matrix';
import { ACTOR_NAMES, type ActorName } from '../../security/actors';
import { addressOf, type Example, examplesFor } from '../../security/examples';
import type { Answer, Row } from '../../security/rows';
import { fhirAccess } from './access-fhir';
import { ask, type Reply, someNetwork } from './client';
import { each, type Part, type Scene } from './part';
import { ANA_WORD, createPeople, type People } from './people';
import { type BuiltAction, boundPost, formPost, readBuiltActions } from './server-actions';

/** Where an answer leads, whichever way the action was called. */
export const locationOf = ({ headers }: Reply): string =>
  String(headers.location ?? headers['x-action-redirect'] ?? '').replace(/^https?:\/\/[^/]+/, '');

function expected(row: Row, who: ActorName): Answer {
  if (row.kind === 'account') return row.cells[who];
  if (row.kind !== 'staff') return 'yes';
  const role = STAFF_ROLES.find((each) => each === who);
  if (!role) return 'sign-in';
  return row.yes.includes(role) ? 'yes' : 'no';
}

/** What a page answered, in the words of the matrix. An empty 404 is Next's way to say "not found" before its script runs. */
function answerOfPage(reply: Reply): Answer | string {
  if (/\/sign-in\b/.test(locationOf(reply))) return 'sign-in';
  if (reply.status === 404) return 'no';
  return reply.status < 500 || reply.status === 503 ? 'yes' : `status ${reply.status}`;
}

const STATUS_PAGES = new Set([
  '/[locale]/not-found',
  '/[locale]/problem',
  '/[locale]/unavailable',
  '/[locale]/appointments/calendar',
  // A link that is over or was never written says so, with the way on.
  '/[locale]/v/[token]',
  // Its first part exists.
  '/[locale]/needs/more/[part]',
]);

const DELEGATES: ReadonlySet<ActorName> = new Set(['parent', 'guardian', 'unchecked', 'helper']);

async function pageFaults({ portal, known }: Scene, people: People, route: string, row: Row): Promise<string[]> {
  const faults: string[] = [];
  for (const who of ACTOR_NAMES) {
    const headers = { cookie: (await people.browserOf(who)).header, 'x-forwarded-for': someNetwork() };
    const reply = await ask(portal.origin, addressOf(route, known), { headers });
    const got = answerOfPage(reply);
    // A row nobody has does not exist for those who may see such rows either.
    const wanted = /\/1(\/|$)/.test(addressOf(route, known)) && expected(row, who) === 'yes' ? 'no' : expected(row, who);
    if (!STATUS_PAGES.has(route) && route !== '/api/eligibility/screenings' && got !== wanted) {
      faults.push(`${route} by ${who}: ${got}, not ${wanted}`);
    }
    // Whatever the status, her name stands only on pages of those who may read her account.
    // Those who act for her read it in the bar that says so, also on pages that are nobody's.
    const mayRead = row.kind === 'account' ? row.cells[who] === 'yes' && who !== 'other' : DELEGATES.has(who);
    if (!mayRead && reply.text.includes(ANA_WORD)) faults.push(`${route} shows Ana's name to ${who}`);
  }
  return faults;
}

const requestOf = (action: BuiltAction, example: Example) => {
  return example.args ? boundPost(action, example.args, example.fields) : formPost(action, example.fields);
};

function answerOfAction(reply: Reply, example: Example): Answer | string {
  const to = locationOf(reply);
  if (/\/sign-in\b/.test(to)) return 'sign-in';
  if (reply.status >= 500) return `status ${reply.status}`;
  return example.done?.test(to) ? 'yes' : 'no';
}

/** Deeds about one foreign row: whoever asks, it does not exist. */
const FOREIGN = /answerInvite|endDelegate|openVisit/;

async function actionFaults(scene: Scene, people: People, action: BuiltAction, example: Example): Promise<string[]> {
  const row = ACTIONS[action.name];
  if (!row) return [`${action.name} is built and has no row`];
  const faults: string[] = [];
  for (const who of ACTOR_NAMES) {
    const cookie = (await people.browserOf(who)).header;
    const request = requestOf(action, example);
    const headers = { ...request.headers, cookie, origin: scene.portal.origin, 'x-forwarded-for': someNetwork() };
    const reply = await ask(scene.portal.origin, addressOf(action.route, scene.known), { ...request, headers });
    const got = answerOfAction(reply, example);
    const wanted = (FOREIGN.test(action.name) || !example.done) && expected(row, who) === 'yes' ? 'no' : expected(row, who);
    if (row.kind === 'account' || row.kind === 'staff' ? got !== wanted : got.startsWith('status')) {
      faults.push(`${action.name} by ${who}: ${got} (${reply.status} ${locationOf(reply)}), not ${wanted}`);
    }
    // Deeds change the account: back to where every actor finds it the same.
    const reopen = `UPDATE member SET status = 'active', closes_at = NULL WHERE status = 'closing'`;
    if (got === 'yes') await scene.portal.owner.query(reopen);
  }
  return faults;
}

/** The matrix over HTTP: every page, FHIR operation and action by every actor, with real sessions, as the restricted role. */
export const access: Part = async (scene) => {
  const people = await createPeople();
  const built = readBuiltActions();
  const examples = examplesFor(scene.known);
  const faults = await each(Object.entries(ROUTES), 4, ([route, row]) => pageFaults(scene, people, route, row));
  for (const action of built) {
    const example = examples[action.name];
    faults.push(...(example ? await actionFaults(scene, people, action, example) : [`${action.name} has no example`]));
  }
  const fhir = await fhirAccess(scene, people);
  faults.push(...fhir.faults);
  const cells = (Object.keys(ROUTES).length + built.length) * ACTOR_NAMES.length + fhir.cells;
  return { note: `${cells} cells of the access matrix asked over HTTP`, faults };
};
