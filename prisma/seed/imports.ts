import { instant, systemClock } from '@/lib/clock';
import type { PrismaClient } from '@/lib/db/generated/client';
import { faultWords } from '@/lib/directory/import/fault-words';
import { sha256 } from '@/lib/ids';
import type { TaskId } from '@/lib/tasks/model';
import { insertTask } from '@/lib/tasks/store';
import { demoId } from './directory-people';

const DAY_MS = 86_400_000;
const BATCH = demoId('import:example');
/** Rows as the importer refuses them, from a list that nobody sent. */
const ROWS = [
  {
    line: 3,
    field: 'zip',
    fault: 'zipUnknown',
    values: { text: '2805x' },
    raw: 'Example Counseling,12 Mill St,Gastonia,NC,2805x,therapy',
  },
  {
    line: 4,
    field: 'street',
    fault: 'empty',
    values: {},
    raw: 'Example House,,Shelby,NC,28150,therapy',
  },
] as const;

/** An import of which two rows could not be used, so that its pages can be tried. A second run changes nothing. */
export async function seedImports(database: PrismaClient): Promise<void> {
  const now = systemClock.now();
  const counts = { read: 3, created: 1, changed: 0, unchanged: 0, merged: 0, rejected: ROWS.length };
  await database.importBatch.createMany({
    data: {
      id: BATCH,
      source: 'demonstration',
      fileName: 'example-list.csv',
      fileSha256: sha256('example-list.csv'),
      status: 'applied',
      startedAt: now,
      finishedAt: now,
      report: {
        counts,
        merges: {},
        suspicious: [
          {
            kind: 'A ZIP code had lost its leading zero; put back',
            count: 1,
            examples: ['example-list.csv:2'],
          },
        ],
      },
    },
    skipDuplicates: true,
  });
  await database.importQuarantine.createMany({
    data: ROWS.map((row) => {
      const { why: reason, fix } = faultWords(row, 'en');
      return { ...row, reason, fix, id: demoId(`import:row:${row.line}`), batchId: BATCH, rowHash: sha256(row.raw) };
    }),
    skipDuplicates: true,
  });
  await insertTask(database, {
    id: demoId('task:quarantine') as TaskId,
    reference: 'DCMC7934',
    kind: 'directory.quarantine',
    subject: `import_batch:${BATCH}`,
    detail: { rows: ROWS.length, source: 'demonstration' },
    note: null,
    dueAt: instant(now.getTime() + 7 * DAY_MS),
    now,
  });
}
