import { parseArgs } from 'node:util';
import { applicationEnv, serve, stopServing } from '../../lib/bootstrap/application.mjs';
import { openDatabase, seedDemonstration } from '../../lib/bootstrap/database.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { freePort } from '../../prisma/embedded.mjs';
import { openPool } from './pool';
import { ask, someNetwork } from './surface/client';

/**
 * Reads at a steady 50 requests a second, each sent at its time whether the earlier ones have been answered or not:
 * p95 at most 300 ms, at most one error in a thousand. Meant for a quiet machine with two cores.
 */
const { values: options } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    seconds: { type: 'string', default: '120' },
    rate: { type: 'string', default: '50' },
  },
});

const P95_MS = 300;
const ERROR_SHARE = 0.001;
const WARM_S = 10;

const settings = localSettings();
const database = await openDatabase({ settings, dir: options.dir });
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const env = { ...applicationEnv(settings, { ...database, origin }), LOG_LEVEL: 'error', TRUST_PROXY: 'on' };
await seedDemonstration(env);
const portal = await serve('start', { env, port, host: '127.0.0.1', quiet: true });

async function addresses(): Promise<string[]> {
  const owner = openPool(database.ownerUrl);
  // The FHIR door has one PractitionerRole for each network of a role, under an id of its own.
  const { rows } = await owner.query<{ id: string; resource: string }>(
    `SELECT e.role_id AS id, (SELECT f.id FROM fhir_practitioner_role f WHERE f.role_id = e.role_id ORDER BY 1 LIMIT 1) AS resource
     FROM directory_entry e WHERE EXISTS (SELECT 1 FROM schedule s WHERE s.practitioner_role_id = e.role_id) ORDER BY 1 LIMIT 40`,
  );
  await owner.end();
  // A question that is not the first one leads back to the start without the answers before it.
  const fixed = ['/en', '/es', '/en/help-now', '/en/eligibility', '/en/needs', '/en/privacy', '/fhir/R4/metadata'];
  const searches = ['28601', '28202', '28052', '28658'].flatMap((zip) => [
    `/en/providers/search?z=${zip}`,
    `/es/providers/search?z=${zip}`,
    `/fhir/R4/PractitionerRole?_count=10&location.address-postalcode=${zip}`,
  ]);
  const providers = rows.flatMap(({ id, resource }) => [
    `/en/providers/${id}`,
    `/en/appointments/times/${id}`,
    `/fhir/R4/PractitionerRole/${resource}`,
  ]);
  return [...fixed, ...searches, ...providers];
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function drive(targets: readonly string[], seconds: number, rate: number) {
  const ms: number[] = [];
  const wrong = new Map<string, number>();
  const open: Promise<void>[] = [];
  const begin = performance.now();
  for (let n = 0; n < seconds * rate; n++) {
    const due = begin + (n * 1000) / rate;
    if (due > performance.now()) await wait(due - performance.now());
    const target = targets[(n * 17) % targets.length] ?? '/en';
    const one = async () => {
      const reply = await ask(origin, target, { headers: { 'x-forwarded-for': someNetwork() } }).catch(() => null);
      // From the moment it was due: a queue in this program counts too.
      ms.push(performance.now() - due);
      if (reply?.status !== 200) {
        const what = `${reply?.status ?? 'no answer'} at ${target.replace(/[0-9a-f-]{36}/, ':id')}`;
        wrong.set(what, (wrong.get(what) ?? 0) + 1);
      }
    };
    open.push(one());
  }
  await Promise.all(open);
  return { ms: ms.sort((a, b) => a - b), wrong };
}

const at = (sorted: readonly number[], share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);

let failed = false;
try {
  const targets = await addresses();
  await drive(targets, WARM_S, Number(options.rate) / 2);
  const { ms, wrong } = await drive(targets, Number(options.seconds), Number(options.rate));
  const errors = [...wrong.values()].reduce((sum, times) => sum + times, 0);
  failed = at(ms, 0.95) > P95_MS || errors / ms.length > ERROR_SHARE;
  console.log(
    `score load: ${ms.length} reads at ${options.rate} a second, p50 ${at(ms, 0.5)} ms, p95 ${at(ms, 0.95)} ms (bar ${P95_MS}), ` +
      `p99 ${at(ms, 0.99)} ms, ${errors} errors`,
  );
  for (const [what, times] of wrong) console.log(`${failed ? 'FAULT' : 'seen'} ${times}× ${what}`);
} finally {
  await stopServing(portal);
  await database.stop();
}
process.exit(failed ? 1 : 0);
