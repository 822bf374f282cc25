import http from 'node:http';
import { FACET_GROUPS } from '@/lib/directory/facets';
import { type SearchParams, writeSearchParams } from '@/lib/directory/search/params';
import { seededRandom } from '@/lib/ids';
import { countiesOf, OWN_PLAN } from '@/lib/organization/organization';
import type { Bench, Gate } from '../model';

const REQUESTS = 10_000;
const CONNECTIONS = 8;
const AT_LEAST = 0.95;
/** How much more the first page is asked for than the others: the second half as often, the third a third. */
const ZIPF_EXPONENT = 1;

/** Every county of the plan with every service alone, and with none. */
function addresses(): string[] {
  const services = FACET_GROUPS.find(({ key }) => key === 'service')?.options.map(({ code }) => [code]) ?? [];
  const base: Omit<SearchParams, 'place' | 'filters'> = { miles: 25, hasText: false, after: null };
  return countiesOf(OWN_PLAN).flatMap(({ fips }) =>
    [[], ...services].map((filters) => `/en/providers/search${writeSearchParams({ ...base, place: { fips }, filters })}`),
  );
}

/** Which of `count` things is asked for, by their rank. */
function zipf(count: number): (share: number) => number {
  const weights = Array.from({ length: count }, (_, rank) => 1 / (rank + 1) ** ZIPF_EXPONENT);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const edges = weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
  return (share) =>
    Math.max(
      0,
      edges.findIndex((edge) => edge >= share),
    );
}

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** True when the answer came from memory: only such answers have an age. */
const isHit = (url: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { 'accept-encoding': 'br' } }, (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode === 200) resolve(response.headers.age !== undefined);
          else reject(new Error(`${response.statusCode} from ${url}`));
        });
      })
      .on('error', reject);
  });

async function traceHits(bench: Bench): Promise<{ hits: number; pages: number }> {
  const random = seededRandom(20261125);
  const all = addresses();
  const pick = zipf(all.length);
  // Shuffled once, so that rank has nothing to do with county.
  const order = all.map((path) => ({ path, at: random() })).sort((a, b) => a.at - b.at);
  let left = REQUESTS;
  let hits = 0;
  const ask = async () => {
    while (left-- > 0) if (await isHit(bench.portalUrl + (order[pick(random())]?.path ?? ''))) hits += 1;
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  return { hits, pages: all.length };
}

export const KEPT_GATES: readonly Gate[] = [
  {
    name: 'of searches asked for as people ask (zipf), at least 95 % come from memory',
    check: async (bench) => {
      const { hits, pages } = await traceHits(bench);
      const share = hits / REQUESTS;
      if (share < AT_LEAST) throw new Error(`${hits} of ${REQUESTS}`);
      return `${(share * 100).toFixed(1)} % of ${REQUESTS} requests for ${pages} pages`;
    },
  },
];
