import http from 'node:http';
import { PrismaPg } from '@prisma/adapter-pg';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { PrismaClient } from '@/lib/db/generated/client';
import { facetCode } from '@/lib/directory/facets';
import { searchNetwork } from '@/lib/directory/queries';
import { type SearchParams, writeSearchParams } from '@/lib/directory/search/params';
import { findPlace } from '@/lib/directory/search/place';
import { searchEntries } from '@/lib/directory/search/store';
import { soonestSlots } from '@/lib/scheduling/queries';
import type { Bench, Gate, Rung } from '../model';

const VISITOR = { kind: 'visitor', journeyId: null } as const;
const ZIPS = ['28052', '28202', '28601', '28655', '28144', '28025', '28092', '28150'] as const;
const FILTERS = [facetCode('service', 'therapy'), facetCode('age', 'adult')];

/** The questions every rung answers: eight places, two filters. */
const question = (index: number): SearchParams => ({
  place: { zip: ZIPS[index % ZIPS.length] ?? ZIPS[0] },
  miles: 25,
  filters: FILTERS,
  hasText: false,
  after: null,
});

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Per place: the statements that the queries layer sends, word for word. */
const statements: Statement[][] = [];

/** Listens to our own store once for each place, so that L0 is the very SQL of L1 and can never drift from it. */
async function recordStatements(bench: Bench): Promise<void> {
  const adapter = new PrismaPg({ connectionString: process.env.DATABASE_APP_URL });
  const listening = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  const heard: Statement[] = [];
  listening.$on('query', ({ query, params }) => {
    if (/directory_entry/.test(query)) heard.push({ name: '', text: query, values: JSON.parse(params) as unknown[] });
  });
  for (let index = 0; index < ZIPS.length; index++) {
    heard.length = 0;
    const { place, miles, filters } = question(index);
    const from = place ? findPlace(place) : null;
    await searchEntries(listening, { from, withinMiles: miles, filters, words: [], after: null, limit: 10 });
    statements.push(heard.map((statement, at) => ({ ...statement, name: `l0_${at}` })));
  }
  await listening.$disconnect();
  await askSql(bench, 0);
}

async function askSql(bench: Bench, index: number): Promise<string[]> {
  let ids: string[] = [];
  for (const { name, text, values } of statements[index % ZIPS.length] ?? []) {
    const { rows } = await bench.app.query<{ role_id?: string }>({ name, text, values: [...values] });
    if (rows[0]?.role_id) ids = rows.slice(0, 10).map((row) => String(row.role_id));
  }
  return ids;
}

async function askQueries(index: number): Promise<string[]> {
  const { results } = await searchNetwork(
    VISITOR,
    { params: question(index), text: '' },
    { clock: systemClock, findSoonest: soonestSlots },
  );
  return (results?.hits ?? []).map(({ roleId }) => roleId);
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** A page's text over a kept connection; node:http costs the asking side least. */
export function getText(url: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode} from ${url}`));
      });
    });
    request.on('error', reject);
  });
}

const searchAddress = (bench: Bench, index: number) =>
  `${bench.portalUrl}/en/providers/search${writeSearchParams(question(index))}`;

async function askPage(bench: Bench, index: number): Promise<string[]> {
  // With a cookie of ours, the page is made for who asks.
  const html = await getText(searchAddress(bench, index), { cookie: 'care-look=light' });
  return [...new Set([...html.matchAll(/href="\/en\/providers\/([0-9a-f-]{36})"/g)].map((match) => String(match[1])))];
}

const nothing = async (work: Promise<unknown>): Promise<void> => void (await work);

export const SEARCH_RUNGS: readonly Rung[] = [
  {
    id: 'L0',
    title: 'search, the SQL alone',
    served: 'here',
    operations: 240,
    connections: 1,
    prepare: recordStatements,
    run: (bench, index) => nothing(askSql(bench, index)),
  },
  {
    id: 'L1',
    title: 'search, queries layer',
    served: 'here',
    operations: 240,
    connections: 1,
    prepare: async () => void (await db().$queryRaw`SELECT 1`),
    run: (_bench, index) => nothing(askQueries(index)),
  },
  {
    id: 'L2',
    title: 'FHIR route, ten practitioner roles',
    served: 'portal',
    operations: 200,
    connections: 8,
    run: (bench) => nothing(getText(`${bench.portalUrl}/fhir/R4/PractitionerRole?_count=10`)),
  },
  {
    id: 'L3',
    title: 'search page, kept for everybody',
    served: 'portal',
    operations: 2000,
    connections: 8,
    run: (bench, index) => nothing(getText(searchAddress(bench, index))),
  },
  {
    id: 'L4',
    title: 'search page, made anew',
    served: 'portal',
    operations: 120,
    connections: 8,
    run: (bench, index) => nothing(askPage(bench, index)),
  },
  {
    id: 'L4-empty',
    title: 'empty dynamic page',
    served: 'empty',
    operations: 200,
    connections: 8,
    run: (bench) => nothing(getText(bench.emptyUrl)),
  },
];

const sameIds = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, at) => id === b[at]);

export const SEARCH_GATES: readonly Gate[] = [
  {
    name: 'the SQL, the queries layer and the page give the same providers, the last two in the same order',
    check: async (bench) => {
      for (let index = 0; index < ZIPS.length; index++) {
        const [sql, layer, page] = [await askSql(bench, index), await askQueries(index), await askPage(bench, index)];
        if (sql.length === 0) throw new Error(`No provider near ${ZIPS[index]}`);
        // The last statement fetches rows by id; the layer puts them in the order of the one before.
        if (!sameIds([...sql].sort(), [...layer].sort())) throw new Error(`L0 and L1 differ near ${ZIPS[index]}`);
        if (!sameIds(layer, page)) throw new Error(`L1 and L4 differ near ${ZIPS[index]}: ${layer} / ${page}`);
      }
      return `${ZIPS.length} places`;
    },
  },
  {
    name: 'nearest-first equals brute force over every entry',
    check: async (bench) => {
      const { rows } = await bench.owner.query<{ role_id: string; lat: number; lon: number; tags: number[] }>(
        'SELECT role_id, lat, lon, tags FROM directory_entry WHERE hidden_at IS NULL AND lat IS NOT NULL',
      );
      for (let index = 0; index < ZIPS.length; index++) {
        const { place } = question(index);
        const from = place ? findPlace(place) : null;
        if (!from) throw new Error('unknown place');
        const miles = new Map(rows.map((row) => [row.role_id, haversine(from, row)]));
        const wanted = rows
          .filter((row) => FILTERS.every((code) => row.tags.includes(code)) && (miles.get(row.role_id) ?? 99) <= 25)
          .map((row) => miles.get(row.role_id) ?? 0)
          .sort((a, b) => a - b)
          .slice(0, 10);
        const got = (await askQueries(index)).map((id) => miles.get(id) ?? -1);
        const off = wanted.findIndex((mile, at) => Math.abs(mile - (got[at] ?? -1)) > 0.001);
        if (off >= 0 || wanted.length !== got.length) throw new Error(`near ${ZIPS[index]}, place ${off}: ${wanted} / ${got}`);
      }
      return `${rows.length} entries, ${ZIPS.length} places`;
    },
  },
];

const EARTH_MILES = 3958.7613;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function haversine(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const half = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const side = Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.sqrt(half + side));
}
