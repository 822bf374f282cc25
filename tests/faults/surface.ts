import { parseArgs } from 'node:util';
import { systemIds } from '@/lib/ids';
import { access } from './surface/access';
import { canary } from './surface/canary';
import { ask } from './surface/client';
import { fuzz } from './surface/fuzz';
import { limits } from './surface/limits';
import type { Part, Scene } from './surface/part';
import { startTestPortal } from './surface/portal';
import { requests } from './surface/requests';
import { signIn } from './surface/sign-in';

/** Programs that ask the released portal everything that anyone could, and judge what comes back. */
const PARTS: Readonly<Record<string, Part>> = { access, requests, limits, 'sign-in': signIn, canary, fuzz };

const { values: options } = parseArgs({
  options: {
    parts: { type: 'string', default: Object.keys(PARTS).join(',') },
    short: { type: 'boolean', default: false },
    /** Rounds of 100 generated inputs: `10` are the first ten, `3-3` the third alone. */
    rounds: { type: 'string', default: '10' },
    /** A pattern of the places to ask; all when left out. */
    places: { type: 'string', default: '' },
  },
});

function roundsOf(text: string): Scene['rounds'] {
  const [first = Number.NaN, last] = text.split('-').map(Number);
  return last === undefined ? { from: 1, to: first } : { from: first, to: last };
}

const SHOWN = 40;

/** One of each kind and how many there are: the same fault on every page is one fault. */
function byShape(faults: readonly string[]): [string, number][] {
  const shapes = new Map<string, [string, number]>();
  for (const fault of faults) {
    const shape = fault.replace(/\/[^\s:]*/g, '/').replace(/\b(GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)\b/g, 'X');
    const known = shapes.get(shape);
    if (known) known[1] += 1;
    else shapes.set(shape, [fault, 1]);
  }
  return [...shapes.values()].slice(0, SHOWN);
}

async function sceneOf(portal: Scene['portal']): Promise<Scene> {
  const { rows } = await portal.owner.query<{ role: string; visit_type: string }>(
    `SELECT s.practitioner_role_id AS role, v.id AS visit_type FROM visit_type v JOIN schedule s ON s.id = v.schedule_id
     JOIN directory_entry e ON e.role_id = s.practitioner_role_id ORDER BY 1 LIMIT 20`,
  );
  const withTimes = await Promise.all(
    rows.map(async (row) => ({ row, page: await ask(portal.origin, `/en/appointments/times/${row.role}`) })),
  );
  const bookable = withTimes.find(({ page }) => page.text.includes('name="slot"'))?.row;
  if (!bookable) throw new Error('No provider of the demonstration has an open time.');
  const known = { roleId: bookable.role, visitTypeId: bookable.visit_type, foreignId: systemIds.uuid() };
  return { portal, known, short: options.short, rounds: roundsOf(options.rounds), places: new RegExp(options.places) };
}

const portal = await startTestPortal();
let failed = 0;
try {
  const scene = await sceneOf(portal);
  for (const name of options.parts.split(',')) {
    const part = PARTS[name];
    if (!part) throw new Error(`No part ${name}; there are ${Object.keys(PARTS).join(', ')}`);
    const started = performance.now();
    const { note, faults } = await part(scene);
    failed += faults.length;
    console.log(`score ${name}: ${note}, ${faults.length} faults, ${Math.round((performance.now() - started) / 1000)} s`);
    for (const [first, times] of byShape(faults)) console.log(`FAULT ${name}: ${times} like: ${first}`);
  }
} finally {
  await portal.stop();
}
process.exit(failed > 0 ? 1 : 0);
