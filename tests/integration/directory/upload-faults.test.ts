import { describe, expect, it } from 'vitest';
import { fixedClock, instant, systemClock } from '@/lib/clock';
import { importUpload, purgeUploads, takeUpload } from '@/lib/directory/commands-uploads';
import { getImportOrUpload, listWaitingUploads } from '@/lib/directory/queries-imports';
import { useTestDatabase } from '../../support/database';
import {
  DIRECTORY,
  formOf,
  found,
  NOTHING,
  reportOf,
  rowsOf,
  take,
  UPLOAD_DEPS,
  UPLOADER,
  uploadsIn,
} from '../../support/uploads';

const database = useTestDatabase('empty');
const { left, trailOf } = uploadsIn(database);

describe('an import whose worker loses the database', () => {
  const cutOff = async (id: string) => {
    let over = false;
    const importing = importUpload(id, UPLOAD_DEPS)
      .then(
        () => 'done',
        () => 'failed',
      )
      .finally(() => {
        over = true;
      });
    for (let cut = 0; cut === 0 && !over; ) {
      // A role may end its own connections, and not those of another; tables of other databases have the same numbers.
      const rows = await database.asApp(
        `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND l.relation = 'location'::regclass AND l.mode = 'RowExclusiveLock'`,
      );
      cut = rows.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return importing;
  };
  const places = async () => (await database.asOwner('SELECT count(*)::int AS count FROM location'))[0]?.count;

  it('leaves nothing of it, keeps the bytes, and brings all of it the next time', async () => {
    const before = await places();
    const id = await take(rowsOf('cut', 3000));
    expect(await cutOff(id)).toBe('failed');
    expect(await places()).toBe(before);
    expect(await found(id)).toMatchObject({ upload: { status: 'running' } });
    await importUpload(id, UPLOAD_DEPS);
    expect((await reportOf(id)).counts).toMatchObject({ created: 3000 });
    expect(await left()).toEqual(NOTHING);
  }, 60_000);

  it('again and again is given up, its bytes go, and staff are told', async () => {
    const id = await take(rowsOf('never', 3000));
    for (let tries = 0; tries < 3; tries++) expect(await cutOff(id)).toBe('failed');
    expect(await found(id)).toMatchObject({ upload: { status: 'failed' } });
    expect(await left()).toEqual(NOTHING);
    await importUpload(id, UPLOAD_DEPS);
    expect(await found(id)).toMatchObject({ upload: { status: 'failed' } });
    expect((await trailOf(id)).map(({ action }) => action)).toEqual(['directory.file-taken', 'directory.file-failed']);
  }, 120_000);
});

describe('uploads', () => {
  it('that nobody works on any more are removed or given up by the hourly upkeep', async () => {
    const id = await take(rowsOf('lost', 1));
    await database.asOwner(
      `INSERT INTO import_upload (id, file_name, status, uploaded_by, created_at, touched_at) VALUES (gen_random_uuid(), '', 'receiving', $1, now(), now())`,
      [UPLOADER],
    );
    await purgeUploads(systemClock);
    expect(await left()).toEqual({ pieces: 1, open: 2 });
    const hours = (count: number) => fixedClock(instant(systemClock.now().getTime() + count * 3_600_000).toISOString());
    await purgeUploads(hours(2));
    expect(await left()).toEqual({ pieces: 1, open: 1 });
    await purgeUploads(hours(25));
    expect(await left()).toEqual(NOTHING);
    expect(await found(id)).toMatchObject({ upload: { status: 'failed' } });
    await purgeUploads(hours(24 * 60));
    await expect(found(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are for staff of the directory and administrators alone', async () => {
    const id = await take(rowsOf('roles', 1));
    for (const actor of [
      { ...DIRECTORY, role: 'access' },
      { kind: 'visitor', journeyId: null },
    ] as const) {
      await expect(takeUpload(actor, await formOf('x'), UPLOAD_DEPS)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(getImportOrUpload(actor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(listWaitingUploads(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const admin = { ...DIRECTORY, role: 'admin' } as const;
    expect((await takeUpload(admin, await formOf(rowsOf('roles', 1)), UPLOAD_DEPS)).id).toBe(id);
    await importUpload(id, UPLOAD_DEPS);
  });
});
