/** Values that broke other people's programs: types, sizes, encodings, SQL, paths, templates. */
export const HOSTILE: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  "'",
  '"',
  "' OR 1=1 --",
  "'; DROP TABLE member; --",
  '%',
  '_',
  '\\',
  '%00',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\ufeff',
  '\u202e',
  '\r\nSet-Cookie: x=1',
  '<qxv onload=1>',
  '"><qxv>',
  'javascript:alert(1)',
  '{{7*7}}',
  '$' + '{7*7}',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '//evil.example',
  'https://evil.example/',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '9999999999999999999999',
  '-9223372036854775809',
  '1970-01-01',
  '9999-99-99',
  '2026-02-30',
  'Infinity',
  '１２３',
  'é'.repeat(300),
  'A'.repeat(5000),
  '🙂'.repeat(200),
  '(((((((((((((((((((((',
  '*'.repeat(100),
  'a,b,c',
  'a|b',
  '\t',
  '=1+1',
  '@x',
  '$ACTION_ID_x',
];

const HEADER_SAFE = HOSTILE.filter((value) => /^[\x20-\x7e]*$/.test(value));

export type Random = () => number;
const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

export const hostile = (random: Random): string => pick(random, HOSTILE);
const headerValue = (random: Random): string => pick(random, HEADER_SAFE);

/** Fields of an example with some left out, doubled, renamed, made hostile, and foreign ones added. */
export function mutateFields(random: Random, fields: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const changed = fields.flatMap(([name, value]): (readonly [string, string])[] => {
    const luck = random();
    if (luck < 0.12) return [];
    if (luck < 0.2)
      return [
        [name, value],
        [name, hostile(random)],
      ];
    if (luck < 0.28) return [[`${name}[]`, value]];
    return luck < 0.65 ? [[name, hostile(random)]] : [[name, value]];
  });
  if (random() < 0.3) changed.push([hostile(random) || 'x', hostile(random)]);
  return changed;
}

/** Arguments of other types than the page would bind. */
export function mutateArgs(random: Random, args: readonly unknown[]): unknown[] {
  const other = () =>
    pick<unknown>(random, [
      hostile(random),
      null,
      42,
      -1,
      true,
      [],
      {},
      [[]],
      { toString: 1 },
      '$undefined',
      '$D2026',
      '$NaN',
      '$n9',
      '$Q9',
    ]);
  const changed = args.map((arg) => (random() < 0.6 ? other() : arg));
  return random() < 0.2 ? changed.slice(1) : changed;
}

const PARAMS = [
  'fix',
  'from',
  'to',
  'f',
  'p',
  'q',
  'd',
  'h',
  'a',
  'after',
  'mode',
  'move',
  'done',
  'sent',
  'again',
  'code',
  'near',
  'text',
  'place',
  'miles',
  '_count',
  '_id',
  '_rsc',
  'slot',
];

/** A query of known and unknown parameters, some hostile, some encoded wrongly. */
export function queryOf(random: Random): string {
  const pairs = Array.from({ length: Math.floor(random() * 4) }, () => {
    const value = hostile(random);
    const name = random() < 0.85 ? pick(random, PARAMS) : 'x';
    return `${name}=${random() < 0.9 ? encodeWell(value) : '%zz%'}`;
  });
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

export const encodeWell = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const COOKIES = ['care', 'care-form', 'care-now', 'care-session', 'care-sign-in', 'care-key', 'care-staff'];

/** Headers that browsers, proxies and attackers send. */
export function headersOf(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  if (random() < 0.6)
    headers.cookie = `${pick(random, COOKIES)}=${headerValue(random).replace(/[;,\s]/g, '')}; ${pick(random, COOKIES)}=zz`;
  if (random() < 0.3) headers['accept-language'] = headerValue(random);
  if (random() < 0.2) headers.accept = headerValue(random);
  if (random() < 0.2) headers.range = 'bytes=0-';
  if (random() < 0.2) headers['if-none-match'] = headerValue(random);
  if (random() < 0.15) headers['x-forwarded-host'] = 'evil.example';
  if (random() < 0.1) headers['next-router-state-tree'] = headerValue(random);
  if (random() < 0.1) headers.rsc = '1';
  if (random() < 0.1) headers['x-middleware-subrequest'] = 'proxy:proxy:proxy:proxy:proxy';
  if (random() < 0.1) headers['x-portal-holder'] = headerValue(random);
  if (random() < 0.1) headers.prefer = 'handling=strict';
  return headers;
}
