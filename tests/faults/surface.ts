import { parseArgs } from 'node:util';
import { systemIds } from '@/lib/ids';
import { access } from './surface/access';
import { canary } from './surface/canary';
import { fuzz } from './surface/fuzz';
import { limits } from './surface/limits';
import type { Part, Scene } from './surface/part';
import { startTestPortal } from './surface/portal';
import { requests } from './surface/requests';

/** Programs that ask the released portal everything that anyone could, and judge what comes back. */
const PARTS: Readonly<Record<string, Part>> = { access, requests, limits, canary, fuzz };

const { values: options } = parseArgs({
  options: { parts: { type: 'string', default: Object.keys(PARTS).join(',') }, short: { type: 'boolean', default: false } },
});

const SHOWN = 40;

async function sceneOf(portal: Scene['portal']): Promise<Scene> {
  const { rows } = await portal.owner.query<{ role: string; visit_type: string }>(
    `SELECT s.practitioner_role_id AS role, v.id AS visit_type FROM visit_type v JOIN schedule s ON s.id = v.schedule_id
     JOIN directory_entry e ON e.role_id = s.practitioner_role_id ORDER BY 1 LIMIT 1`,
  );
  const known = { roleId: rows[0]?.role ?? '', visitTypeId: rows[0]?.visit_type ?? '', foreignId: systemIds.uuid() };
  return { portal, known, short: options.short };
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
    for (const fault of faults.slice(0, SHOWN)) console.log(`FAULT ${name}: ${fault}`);
  }
} finally {
  await portal.stop();
}
process.exit(failed > 0 ? 1 : 0);
