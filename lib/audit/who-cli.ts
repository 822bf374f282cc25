import pg from 'pg';
import { instant } from '@/lib/clock';
import { env } from '@/lib/env';
import { isUuid } from '@/lib/ids';
import type { OwnerQuery } from './verify';
import { type Look, listLooksAt, listLooksBy } from './who';

const USAGE = `
  npm run audit:who -- --member <id> --from <date> --to <date>
  npm run audit:who -- --actor <label> --from <date> --to <date>

  Who opened or changed what is one member's; or what one actor opened or changed. Dates as 2026-11-22 (midnight UTC)
  or 2026-11-22T15:00:00Z; the end is not included. Labels as in the trail: staff:<id>, practice:<id>, member:<id>.
`;

function option(name: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? '' : (process.argv[at + 1] ?? '');
}

const isMoment = (text: string) => /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) && !Number.isNaN(Date.parse(text));

function asked(): ((query: OwnerQuery) => Promise<Look[]>) | null {
  const [member, actor, from, to] = [option('member'), option('actor'), option('from'), option('to')];
  if (!isMoment(from) || !isMoment(to)) return null;
  const period = { from: instant(from), to: instant(to) };
  if (isUuid(member)) return (query) => listLooksAt(query, member, period);
  return actor.includes(':') ? (query) => listLooksBy(query, actor, period) : null;
}

/** `npm run audit:who`, with the owner's connection: the application itself cannot read the trail. */
async function main(): Promise<number> {
  const work = asked();
  if (!work) {
    console.log(USAGE);
    return 2;
  }
  const client = new pg.Client({ connectionString: env().DATABASE_APP_URL });
  await client.connect();
  try {
    const looks = await work(
      async <Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(sql, [...values])).rows,
    );
    for (const { at, actor, action, subject } of looks) console.log(`${at.toISOString()}  ${actor}  ${action}  ${subject}`);
    console.log(`\n  ${looks.length} rows.\n`);
    return 0;
  } finally {
    await client.end();
  }
}

process.exit(await main());
