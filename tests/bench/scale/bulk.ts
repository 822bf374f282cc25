import fs from 'node:fs';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { systemClock } from '@/lib/clock';
import { closeDb } from '@/lib/db/client';
import { diskFile } from '@/lib/directory/import/import-file';
import { importListings } from '@/lib/directory/import/listing';
import { importPlanNet } from '@/lib/directory/import/plan-net';
import { SAMHSA_FORMAT } from '@/lib/directory/import/samhsa';
import { answerFhir } from '@/lib/fhir/router';
import { systemIds } from '@/lib/ids';
import { copy } from './copy';
import { writePlaces } from './places-file';

/** Whole files out and in, beside `COPY` of the same rows: resources or rows in a second. */
const { values: options } = parseArgs({
  options: {
    owner: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    what: { type: 'string', default: 'export' },
    save: { type: 'string', default: '' },
  },
});
const BASE = 'http://localhost:3000/fhir/R4';
const ACTOR = { kind: 'system', name: 'bench' } as const;
/** Longer files are measured by their beginning: the rate does not change along them. */
const MOST = 200_000;
/** Places in the long table. */
const MANY = 100_000;
const rows: object[] = [];

function keep(title: string, count: number, seconds: number, bareSeconds: number): void {
  const [rate, bare] = [count / seconds, count / bareSeconds].map(Math.round);
  console.log(`  ${title.padEnd(52)} ${String(count).padStart(8)} in ${seconds.toFixed(1)} s: ${rate}/s; COPY ${bare}/s`);
  rows.push({ title, count, seconds, rate, copyRate: bare });
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const from = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - from) / 1000 };
}

const ask = (path: string) => answerFhir(new Request(`${BASE}/${path}`), path.replace(/\?.*/, '').split('/'));

/** Reads lines, `MOST` of them or a few more, and leaves the rest. */
async function drain(body: AsyncIterable<Uint8Array>): Promise<number> {
  let lines = 0;
  for await (const chunk of body) {
    for (const byte of chunk) if (byte === 10) lines += 1;
    if (lines >= MOST) break;
  }
  return lines;
}

async function fileOf(path: string): Promise<AsyncIterable<Uint8Array>> {
  const { body } = await ask(path);
  if (!body) throw new Error(`Nothing came from ${path}`);
  return Readable.fromWeb(body as never);
}

async function exports(client: pg.Client): Promise<void> {
  const started = await ask('$export?_type=PractitionerRole,Location');
  const token = (started.headers.get('content-location') ?? '').replace(`${BASE}/`, '').replace(/^.*\/fhir\/R4\//, '');
  for (const [type, table] of [
    ['Location', 'location'],
    ['PractitionerRole', 'fhir_practitioner_role'],
  ] as const) {
    const path = `${token}/${type}.ndjson`;
    const file = await timed(async () => drain(await fileOf(path)));
    const rows = `SELECT to_jsonb(t) FROM ${table} t LIMIT ${file.value}`;
    const bare = await timed(() => copy(client, `COPY (${rows}) TO STDOUT`));
    keep(`export of ${type}`, file.value, file.seconds, bare.seconds);
  }
}

/** Every row of a text as one line of a bare table. */
async function bareCopy(client: pg.Client, text: string): Promise<number> {
  await client.query('CREATE TEMP TABLE bare (line text)');
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\r', '');
  const { seconds } = await timed(() => copy(client, 'COPY bare FROM STDIN', Buffer.from(escaped)));
  await client.query('DROP TABLE bare');
  return seconds;
}

async function importTable(client: pg.Client, title: string, file: string): Promise<void> {
  const input = { files: [diskFile(file)], formats: [SAMHSA_FORMAT], source: title };
  const taken = await timed(() => importListings(ACTOR, input, { clock: systemClock, ids: systemIds }));
  keep(title, taken.value.counts.read, taken.seconds, await bareCopy(client, fs.readFileSync(file, 'utf8')));
}

async function imports(client: pg.Client): Promise<void> {
  const deps = { clock: systemClock, ids: systemIds };
  await importTable(client, 'import of the SAMHSA listing', `${options.data}/providers/nc_samhsa_facilities.csv`);
  const dir = `${options.data}/plan-net`;
  const files = fs.readdirSync(dir).filter((name) => name.startsWith('ri-nppes-'));
  const sample = files.map((name) => diskFile(`${dir}/${name}`));
  const planNet = await timed(() => importPlanNet(ACTOR, { source: 'bench-plan-net', files: sample }, deps));
  keep(
    'import of the Plan-Net sample',
    planNet.value.counts.read,
    planNet.seconds,
    await bareCopy(client, files.map((name) => gunzipSync(fs.readFileSync(`${dir}/${name}`)).toString('utf8')).join('\n')),
  );
  await importTable(client, `import of ${MANY} places`, writePlaces(options.data, MANY));
}

const client = new pg.Client({ connectionString: options.owner });
await client.connect();
if (options.what === 'export') await exports(client);
else await imports(client);
if (options.save) fs.writeFileSync(options.save, JSON.stringify(rows));
await client.end();
await closeDb();
process.exit(0);
