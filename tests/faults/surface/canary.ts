import { addressOf, type Example, examplesFor } from '../../security/examples';
import { type Ask, ask, Jar, type Reply, someNetwork } from './client';
import type { Part, Scene } from './part';
import { type BuiltAction, boundPost, formPost, readBuiltActions } from './server-actions';

const MARKS = 200;

/** What came back, kept for the search. Pages that a person asked for show them their own words, and are not kept. */
interface Seen {
  readonly places: string[];
  readonly troubles: string[];
}

/** Marked values of one run: each stands nowhere else in the world, and can be found whole or as digits. */
class Marks {
  readonly all: string[] = [];
  /** Words that a letter may carry, because they are its address. */
  readonly addresses = new Set<string>();

  word(): string {
    const mark = `Qz${['a', 'e', 'i', 'o', 'u'][this.all.length % 5]}x${(1_000_000 + this.all.length * 7_919).toString(36)}vq`;
    this.all.push(mark);
    return mark;
  }

  address(): string {
    const mark = this.word().toLowerCase();
    this.all[this.all.length - 1] = mark;
    this.addresses.add(mark);
    return `${mark}@example.org`;
  }

  phone(): string {
    const digits = `70455501${String(this.all.length % 100).padStart(2, '0')}`;
    return digits;
  }
}

class Visitor {
  readonly jar = new Jar();
  private readonly network = someNetwork();

  constructor(
    private readonly scene: Scene,
    private readonly seen: Seen,
    private readonly actions: ReadonlyMap<string, BuiltAction>,
    private readonly examples: Readonly<Record<string, Example>>,
  ) {}

  async request(target: string, request: Ask = {}): Promise<Reply> {
    const { origin } = this.scene.portal;
    const headers = { origin, cookie: this.jar.header, 'x-forwarded-for': this.network, ...request.headers };
    const reply = this.jar.keep(await ask(origin, target, { ...request, headers }));
    this.seen.places.push(
      String(reply.headers.location ?? ''),
      ...(reply.headers['set-cookie'] ?? []),
      String(reply.headers.refresh ?? ''),
    );
    if (reply.status >= 400) this.seen.troubles.push(reply.text);
    return reply;
  }

  /** Presses a form with some of its example's values replaced. */
  async press(name: string, values: Readonly<Record<string, string>>): Promise<Reply> {
    const action = this.actions.get(name);
    const example = this.examples[name];
    if (!action || !example) throw new Error(`no example of ${name}`);
    const known = example.fields.map(([field, value]) => [field, values[field] ?? value] as const);
    const more = Object.entries(values).filter(([field]) => !example.fields.some(([each]) => each === field));
    const fields = [...known, ...more];
    const request = example.args ? boundPost(action, example.args, fields) : formPost(action, fields);
    return this.request(addressOf(action.route, this.scene.known), request);
  }
}

const firstSlot = (html: string) => /name="slot"[^>]*value="([^"]+)"|value="(\d{10,14}\.[0-9a-f-]{36})"/.exec(html);
const hidden = (html: string, name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';

/** Books as a visitor, types into everything on the way, and goes wrong on purpose in between. */
async function bookWith(visitor: Visitor, marks: Marks, { known }: Scene): Promise<boolean> {
  await visitor.press('lib/directory/actions#searchProviders', { text: marks.word(), place: marks.word() });
  await visitor.press('lib/directory/actions#reportAction', { note: `${marks.word()} is not there` });
  await visitor.press('lib/eligibility/actions#answerQuestion', { question: 'county', county: marks.word() });
  await visitor.press('lib/needs/actions#answerNeeds', { forWhom: marks.word() });
  const times = await visitor.request(addressOf('/[locale]/appointments/times/[role]', known));
  const slot = firstSlot(times.text)?.slice(1).find(Boolean) ?? '';
  await visitor.press('lib/scheduling/actions#chooseTime', { slot, role: known.roleId });
  await visitor.press('lib/scheduling/actions#savePerson', { firstName: marks.word(), lastName: marks.word() });
  await visitor.press('lib/scheduling/actions#saveContact', { phone: marks.word() });
  await visitor.press('lib/scheduling/actions#saveContact', { phone: marks.phone() });
  const check = await visitor.request('/en/appointments/check');
  const press = { appointmentId: hidden(check.text, 'appointmentId'), key: hidden(check.text, 'key') };
  const booked = await visitor.press('lib/scheduling/actions#bookVisit', press);
  await visitor.press('lib/scheduling/actions#openByCode', { code: marks.word(), 'birthDate-year': marks.word() });
  await visitor.press('lib/journey/actions#continueWithCode', { code: marks.word() });
  return /booked/.test(String(booked.headers.location));
}

/** Signs in with a marked address and types into the account. */
async function accountWith(visitor: Visitor, marks: Marks, { portal }: Scene): Promise<boolean> {
  const page = await visitor.request('/en/sign-in');
  await new Promise((resolve) => setTimeout(resolve, 900));
  const address = marks.address();
  await visitor.press('lib/auth/actions#askForCodeAction', { stamp: hidden(page.text, 'stamp'), address });
  let code = '';
  for (let tries = 0; code === '' && tries < 30; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { text } = await ask(portal.origin, '/en/mailbox');
    const letter = text.split('<article').find((part) => part.includes(address)) ?? '';
    code = /\b\d{3} ?\d{3,5}\b/.exec(letter.replace(address, ''))?.[0] ?? '';
  }
  const entered = await visitor.press('lib/auth/actions#redeemCodeAction', { code });
  await visitor.press('lib/membership/actions#saveSettings', { firstName: marks.word() });
  await visitor.press('lib/membership/actions#saveSettings', { firstName: marks.word().repeat(9) });
  await visitor.press('lib/membership/actions#addChildAction', { childName: marks.word() });
  await visitor.press('lib/membership/actions#inviteHelper', { address: marks.address() });
  await visitor.press('lib/membership/actions#inviteHelper', { address: marks.word() });
  await visitor.press('lib/membership/actions#saveContact', { way: marks.word() });
  for (const place of ['', '/history', '/people', '/export/file']) await visitor.request(`/en/account${place}`);
  return /account/.test(String(entered.headers.location));
}

/** Programs: the screening API, FHIR, and words in addresses and headers that nobody should put there. */
async function machinesWith(visitor: Visitor, marks: Marks, { portal }: Scene): Promise<void> {
  const named = () => ({ 'user-agent': marks.word(), referer: `https://example.org/${marks.word()}` });
  const post = (type: string, body: unknown): Ask => ({
    method: 'POST',
    headers: { 'content-type': type, ...named() },
    body: JSON.stringify(body),
  });
  // What a program sent comes back to it in the answer, which names the fault; the portal's own places may not have it.
  const screening = { name: marks.word(), household: [{ firstName: marks.word() }] };
  await ask(portal.origin, '/api/eligibility/screenings', post('application/json', screening));
  const parameters = { resourceType: 'Parameters', parameter: [{ name: 'patient', valueString: marks.word() }] };
  await ask(portal.origin, '/fhir/R4/Appointment/$book', post('application/fhir+json', parameters));
  await ask(portal.origin, `/fhir/R4/Practitioner?name=${marks.word()}`, { headers: named() });
  await visitor.request(`/en/providers/search?text=${marks.word()}`, { headers: named() });
  // The framework's data in a page names the address that was asked: to the one who asked it, and to nobody else.
  await ask(portal.origin, `/en/providers/${marks.word()}`, { headers: named() });
}

/** Every row of every table as text, bytes opened: what a thief of a backup would read. */
async function dump({ portal }: Scene): Promise<string> {
  const { rows: tables } = await portal.owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')
     AND tablename NOT IN ('directory_entry', 'entry_tag', 'entry_term', 'search_term', 'source_record', 'watched_write')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await portal.owner.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    for (const { line } of rows) {
      texts.push(line);
      for (const [, hex = ''] of line.matchAll(/\\x([0-9a-f]+)/g)) texts.push(Buffer.from(hex, 'hex').toString('latin1'));
    }
  }
  return texts.join('\n');
}

const spread = (mark: string) => [mark, Buffer.from(mark).toString('base64').slice(0, -4), encodeURIComponent(mark)];

function found(marks: Marks, where: string, text: string, allowed = new Set<string>()): string[] {
  const lower = text.toLowerCase();
  return marks.all
    .filter((mark) => !allowed.has(mark) && spread(mark).some((form) => lower.includes(form.toLowerCase())))
    .map((mark) => `${mark} stands in ${where}`);
}

/** Plants marked values through every flow and looks for them wherever they have no business. */
export const canary: Part = async (scene) => {
  const marks = new Marks();
  const seen: Seen = { places: [], troubles: [] };
  const actions = new Map(readBuiltActions().map((action) => [action.name, action]));
  const examples = examplesFor(scene.known);
  const wanted = scene.short ? MARKS / 5 : MARKS;
  const counts = { rounds: 0, booked: 0, accounts: 0 };
  while (marks.all.length < wanted) {
    const visitor = new Visitor(scene, seen, actions, examples);
    if (await bookWith(visitor, marks, scene)) counts.booked += 1;
    if (await accountWith(visitor, marks, scene)) counts.accounts += 1;
    await machinesWith(visitor, marks, scene);
    counts.rounds += 1;
  }
  const { text: mailbox } = await ask(scene.portal.origin, '/en/mailbox');
  const faults = [
    ...found(marks, 'the log', scene.portal.log()),
    ...found(marks, 'an address or a cookie', seen.places.join('\n')),
    ...found(marks, 'a page of trouble', seen.troubles.join('\n')),
    ...found(marks, 'a message', mailbox, marks.addresses),
    ...found(marks, 'the database', await dump(scene)),
  ];
  if (counts.booked === 0) faults.push('nobody could book, so nothing was proven about visits');
  if (counts.accounts === 0) faults.push('nobody could sign in, so nothing was proven about accounts');
  return {
    note: `${marks.all.length} marked values in ${counts.rounds} rounds (${counts.booked} visits, ${counts.accounts} accounts)`,
    faults,
  };
};
