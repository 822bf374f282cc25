import { randomBytes } from 'node:crypto';
import { insertMember } from '@/lib/auth/store';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { addressOf } from '../../security/examples';
import { locationOf } from './access';
import { type Ask, ask, Jar, type Reply, someNetwork } from './client';
import { each, type Part, type Scene } from './part';
import { formPost, readBuiltActions } from './server-actions';

const ASKED = 500;
/** An address may ask for five codes in an hour. */
const ASKED_EACH = 5;
const LIMIT_MS = 5;
const GUESSES = 60;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const stampOf = (html: string) => /name="stamp"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? '';

/** One browser at the sign-in. */
class Browser {
  readonly jar = new Jar();
  private readonly network = someNetwork();
  private stamp = '';

  constructor(private readonly scene: Scene) {}

  async request(target: string, request: Ask = {}): Promise<Reply> {
    const { origin } = this.scene.portal;
    const headers = { origin, cookie: this.jar.header, 'x-forwarded-for': this.network, ...request.headers };
    return ask(origin, target, { ...request, headers });
  }

  async press(action: string, fields: readonly (readonly [string, string])[], headers = {}): Promise<Reply> {
    const built = readBuiltActions().find(({ name }) => name === `lib/auth/actions#${action}`);
    if (!built) throw new Error(`no ${action} in the build`);
    const post = formPost(built, [['locale', 'en'], ...fields]);
    return this.request(addressOf(built.route, this.scene.known), { ...post, headers: { ...post.headers, ...headers } });
  }

  /** Reads the form as long as a person would. */
  async open(): Promise<this> {
    this.stamp = stampOf(this.jar.keep(await this.request('/en/sign-in')).text);
    await wait(900);
    return this;
  }

  askFor(address: string, headers = {}): Promise<Reply> {
    const fields = [
      ['to', 'account'],
      ['stamp', this.stamp],
      ['website', ''],
      ['address', address],
      ['computer', 'own'],
    ] as const;
    return this.press('askForCodeAction', fields, headers);
  }

  enter(code: string): Promise<Reply> {
    const fields = [
      ['to', 'account'],
      ['code', code],
    ] as const;
    return this.press('redeemCodeAction', fields);
  }

  /** Where the account page leads: nowhere else when somebody is signed in. */
  account = async (): Promise<string> => locationOf(await this.request('/en/account')) || 'in';
}

async function mailedCode({ portal }: Scene, address: string, before = ''): Promise<string> {
  for (let tries = 0; tries < 60; tries++) {
    const { text } = await ask(portal.origin, '/en/mailbox');
    const letter = text.split('<article').find((part) => part.includes(address)) ?? '';
    const code = /\b\d{3,4} ?\d{3,5}\b/.exec(letter.replace(address, ''))?.[0].replace(' ', '') ?? '';
    if (code !== '' && code !== before) return code;
    await wait(500);
  }
  throw new Error(`no code came to ${address}`);
}

const isIn = (reply: Reply) => !/\/sign-in/.test(locationOf(reply)) && reply.status < 400 && locationOf(reply) !== '';
const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0;

/** 500 known and 500 unknown addresses in turn through the form: the same answer, in the same time. */
async function timing(scene: Scene, asked: number): Promise<{ note: string; faults: string[] }> {
  const known = Array.from({ length: Math.ceil(asked / ASKED_EACH) }, (_, n) => `known${n}@example.org`);
  for (const text of known) await asSystem('test', (tx) => insertMember(tx, { kind: 'email', text }, 'en', systemClock.now()));
  const browser = await new Browser(scene).open();
  const times = { known: [] as number[], unknown: [] as number[] };
  const answers = new Set<string>();
  for (let n = -10; n < asked; n++) {
    for (const kind of n % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const address =
        n < 0 ? `warm${kind}${n}@example.org` : kind === 'known' ? (known[n % known.length] ?? '') : `nobody${n}@example.org`;
      const began = performance.now();
      const reply = await browser.askFor(address, { 'x-forwarded-for': someNetwork() });
      if (n < 0) continue;
      times[kind].push(performance.now() - began);
      answers.add(`${reply.status} ${locationOf(reply)} ${reply.headers['set-cookie']?.map((each) => each.split('=')[0])}`);
    }
  }
  const [first, second] = [median(times.known), median(times.unknown)];
  const difference = Math.abs(first - second);
  const faults = answers.size === 1 ? [] : [`known and unknown addresses get different answers: ${[...answers].join(' | ')}`];
  if (difference > LIMIT_MS) faults.push(`known and unknown addresses differ by ${difference.toFixed(1)} ms`);
  const note = `known ${first.toFixed(1)} ms and unknown ${second.toFixed(1)} ms at the median of ${asked} each (bar: ${LIMIT_MS} ms apart)`;
  return { note, faults };
}

/** A code under 60 guesses at once: none comes in, five are counted, and then the right one is worth nothing. */
async function guessing(scene: Scene): Promise<string[]> {
  const address = 'guessed@example.org';
  const browser = await new Browser(scene).open();
  browser.jar.keep(await browser.askFor(address));
  const code = await mailedCode(scene, address);
  const guesses = Array.from({ length: GUESSES }, (_, n) => String(n).padStart(code.length, '9')).filter(
    (guess) => guess !== code,
  );
  const came: string[] = [];
  await each(guesses, GUESSES, async (guess) => {
    if (isIn(await browser.enter(guess))) came.push(guess);
    return [];
  });
  const faults = came.map((guess) => `the guess ${guess} came in`);
  if (isIn(await browser.enter(code))) faults.push('the right code came in after 60 wrong ones');
  const { rows } = await scene.portal.owner.query<{ n: number }>('SELECT max(attempts) AS n FROM sign_in_code');
  if (rows[0]?.n !== 5) faults.push(`${rows[0]?.n} attempts were counted, not 5`);
  return faults;
}

/** A right code in a wrong browser, a right code twice, a session somebody planted, and one that was left. */
async function sessions(scene: Scene): Promise<string[]> {
  const faults: string[] = [];
  const address = 'once@example.org';
  const browser = await new Browser(scene).open();
  browser.jar.keep(await browser.askFor(address));
  const code = await mailedCode(scene, address);
  const other = await new Browser(scene).open();
  other.jar.keep(await other.askFor('other@example.org'));
  if (isIn(await other.enter(code))) faults.push('a code came in from another browser');
  const planted = randomBytes(32).toString('base64url');
  browser.jar.set('care-session', planted);
  const entering = browser.jar.header;
  const [one, two] = await Promise.all([browser.enter(code), browser.enter(code)]);
  if ([one, two].filter(isIn).length !== 1) faults.push('two presses of one code are not one sign-in');
  browser.jar.keep(isIn(one) ? one : two);
  if (browser.jar.header?.includes(planted)) faults.push('a planted session was taken over');
  if ((await browser.account()) !== 'in') faults.push('the person is not in after the right code');
  const replaying = new Browser(scene);
  for (const pair of (entering ?? '').split('; ')) replaying.jar.set(pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1));
  if ((await replaying.account()) === 'in') faults.push('a planted session opens the account');
  if (isIn(await replaying.enter(code))) faults.push('a code came in a second time');
  const left = new Jar();
  for (const pair of (browser.jar.header ?? '').split('; '))
    left.set(pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1));
  await browser.press('signOutAction', []);
  const back = await browser.request('/en/account', { headers: { cookie: left.header } });
  if (!/\/sign-in/.test(locationOf(back))) faults.push('a session is alive after sign-out');
  return faults;
}

/** The sign-in as an attacker tries it, on the released portal: timing, guesses, replay, other browsers, planted sessions. */
export const signIn: Part = async (scene) => {
  // First, because the letters of the other part would come before theirs.
  const refused = [...(await guessing(scene)), ...(await sessions(scene))];
  const { note, faults } = await timing(scene, scene.short ? 40 : ASKED);
  faults.push(...refused);
  return { note: `${note}, ${GUESSES} guesses at once, replay, other browser, planted session`, faults };
};
