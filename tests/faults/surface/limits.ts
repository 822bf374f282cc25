import { examplesFor } from '../../security/examples';
import { locationOf } from './access';
import { type Ask, ask, Jar, type Reply, someNetwork } from './client';
import type { Part, Scene } from './part';
import type { Instance } from './portal';
import { formPost, readBuiltActions } from './server-actions';

const stampOf = (html: string) => /name="stamp"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? '';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The sign-in form as a person sends it: opened, read for a second, filled in. */
async function askForCode(at: Instance, address: string, change: { waitMs?: number; trap?: string } = {}): Promise<Reply> {
  const action = readBuiltActions().find(({ name }) => name.endsWith('#askForCodeAction'));
  if (!action) throw new Error('no sign-in action in the build');
  const jar = new Jar();
  const network = someNetwork();
  const page = jar.keep(await ask(at.origin, '/en/sign-in', { headers: { 'x-forwarded-for': network } }));
  await wait(change.waitMs ?? 900);
  const request = formPost(action, [
    ['locale', 'en'],
    ['to', 'account'],
    ['stamp', stampOf(page.text)],
    ['website', change.trap ?? ''],
    ['address', address],
    ['computer', 'own'],
  ]);
  const headers = { ...request.headers, origin: at.origin, cookie: jar.header, 'x-forwarded-for': network };
  return ask(at.origin, '/en/sign-in', { ...request, headers });
}

const codes = async ({ portal }: Scene): Promise<number> =>
  Number((await portal.owner.query<{ n: string }>('SELECT count(*) AS n FROM sign_in_code')).rows[0]?.n);

async function automatic(scene: Scene): Promise<string[]> {
  const faults: string[] = [];
  const before = await codes(scene);
  const person = await askForCode(scene.portal, 'person@example.org');
  if ((await codes(scene)) !== before + 1) faults.push('a person got no code');
  for (const [what, change] of [
    ['a filled trap', { trap: 'https://spam.example' }],
    ['a form filled in at once', { waitMs: 0 }],
  ] as const) {
    const reply = await askForCode(scene.portal, 'program@example.org', change);
    if ((await codes(scene)) !== before + 1) faults.push(`${what} got a code`);
    if (reply.status !== person.status || locationOf(reply) !== locationOf(person))
      faults.push(`${what} is told that it was seen`);
  }
  return faults;
}

/** Five codes for an address in an hour, however many processes serve it. */
async function sharedByInstances(scene: Scene, second: Instance): Promise<string[]> {
  const before = await codes(scene);
  const refused: boolean[] = [];
  for (let n = 0; n < 8; n++) {
    const reply = await askForCode(n % 2 === 0 ? scene.portal : second, 'often@example.org');
    refused.push(/fix=1/.test(locationOf(reply)));
  }
  const sent = (await codes(scene)) - before;
  return sent === 5 && refused.slice(5).every(Boolean) ? [] : [`two instances sent ${sent} codes where 5 are allowed`];
}

async function screenings({ portal }: Scene, second: Instance): Promise<string[]> {
  const network = someNetwork();
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': network };
  const counts = new Map<number, number>();
  let wait429: unknown;
  for (let n = 0; n < 130; n++) {
    const reply = await ask((n % 2 === 0 ? portal : second).origin, '/api/eligibility/screenings', {
      method: 'POST',
      headers,
      body: '{}',
    });
    counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1);
    if (reply.status === 429) wait429 = reply.headers['retry-after'];
  }
  return counts.get(429) === 10 && wait429
    ? []
    : [`130 screenings on two instances: ${JSON.stringify([...counts])}, Retry-After ${String(wait429)}`];
}

async function bodies({ portal, known }: Scene): Promise<string[]> {
  const faults: string[] = [];
  const big = 'x'.repeat(300_000);
  const action = readBuiltActions().find(({ name }) => name.endsWith('#signOutAction'));
  const example = examplesFor(known)['lib/auth/actions#signOutAction'];
  const form = action && example ? formPost(action, [...example.fields, ['big', big]]) : null;
  const asks: [string, Ask][] = [
    [
      '/api/eligibility/screenings',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ big: big.repeat(8) }) },
    ],
    [
      '/fhir/R4/Practitioner/_search',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `name=${big}` },
    ],
    [
      '/fhir/R4/Appointment/$hold',
      { method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body: JSON.stringify({ big: big.repeat(8) }) },
    ],
  ];
  if (form) asks.push(['/en/account', { ...form, headers: { ...form.headers, origin: portal.origin } }]);
  for (const [target, request] of asks) {
    const reply = await ask(portal.origin, target, request).catch((error: Error) => ({ status: -1, text: String(error) }));
    if (reply.status !== 413) faults.push(`a body too large at ${target}: ${reply.status}, not 413`);
  }
  return faults;
}

/** Limits that hold for the portal as a whole: by address and network over two processes, by size, by speed. */
export const limits: Part = async (scene) => {
  const other = await scene.portal.another();
  const faults = [
    ...(await automatic(scene)),
    ...(await sharedByInstances(scene, other)),
    ...(await screenings(scene, other)),
    ...(await bodies(scene)),
  ];
  return { note: 'limits by address, network, size and speed on two processes', faults };
};
