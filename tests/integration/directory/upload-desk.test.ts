import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { instant, systemClock } from '@/lib/clock';
import { importUpload, takeUpload } from '@/lib/directory/commands-uploads';
import { MAX_UPLOAD_BYTES, MOST_WAITING } from '@/lib/directory/import/upload-model';
import { listWaitingUploads } from '@/lib/directory/queries-imports';
import { type FormPart, readMultipart } from '@/lib/http/multipart';
import { useTestDatabase } from '../../support/database';
import {
  DIRECTORY,
  found,
  HEADING,
  NOTHING,
  reportOf,
  rowsOf,
  take,
  UPLOAD_DEPS,
  UPLOADER,
  uploadsIn,
} from '../../support/uploads';

const database = useTestDatabase('empty');
const { left, jobsOf, trailOf } = uploadsIn(database);

describe('a file handed in at the desk', () => {
  it('waits as a job, becomes the import of the same id, and leaves no bytes; the job again changes nothing', async () => {
    const id = await take(rowsOf('a', 3), 'C:\\lists\\spring list.csv', 'Open Gate');
    expect(await found(id)).toMatchObject({ upload: { status: 'waiting', fileName: 'spring list.csv' } });
    expect((await listWaitingUploads(DIRECTORY)).map((each) => each.id)).toEqual([id]);
    expect(await jobsOf(id)).toHaveLength(1);
    await importUpload(id, UPLOAD_DEPS);
    const report = await reportOf(id);
    expect(report).toMatchObject({ id, source: 'open gate', fileName: 'spring list.csv', counts: { read: 3, created: 3 } });
    expect(await listWaitingUploads(DIRECTORY)).toEqual([]);
    expect(await left()).toEqual(NOTHING);
    await importUpload(id, UPLOAD_DEPS);
    expect(await reportOf(id)).toEqual(report);
    expect(await trailOf(id)).toEqual([
      { actor: `staff:${UPLOADER}`, action: 'directory.file-taken' },
      { actor: `staff:${UPLOADER}`, action: 'directory.imported' },
    ]);
  });

  it('is known by its content, packed or not, whatever it is called', async () => {
    const practice = { resourceType: 'Organization', id: 'o1', active: true, name: 'Plan-Net Practice', type: [] };
    const bundle = JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { ...practice, id: 'o2' } }] }, null, 2);
    for (const [bytes, source] of [
      [gzipSync(rowsOf('packed', 2)), 'template'],
      [`${JSON.stringify(practice)}\n`, 'plan-net'],
      [gzipSync(bundle), 'plan-net'],
    ] as const) {
      const id = await take(bytes as Buffer, 'something');
      await importUpload(id, UPLOAD_DEPS);
      const { counts, source: name } = await reportOf(id);
      expect([name, counts.created, counts.rejected]).toEqual([source, source === 'template' ? 2 : 1, 0]);
    }
  });

  it('larger than one piece comes out of the database as it went in, and the page is told how far it is', async () => {
    const id = await take(rowsOf('many', 4000, 'x'.repeat(250)));
    // A second passes with each look at the clock: how fast the machine is does not decide what is told.
    let looks = 0;
    const clock = { now: () => instant(systemClock.now().getTime() + 1000 * looks++) };
    const importing = importUpload(id, { ...UPLOAD_DEPS, clock });
    const stages = new Set<string>();
    let over = false;
    importing.finally(() => {
      over = true;
    });
    while (!over) {
      const there = await found(id);
      if ('upload' in there && there.upload.stage) {
        stages.add(there.upload.stage);
        expect(there.upload.done).toBeLessThanOrEqual(there.upload.total);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await importing;
    expect([...stages]).toContain('writing places');
    expect((await reportOf(id)).counts).toMatchObject({ read: 4000, created: 4000 });
  }, 120_000);
});

describe('a file that cannot be used', () => {
  it.each([
    ['no file', '', '', { code: 'INVALID', fields: { file: 'desk.imports.errors.choose' } }],
    ['an empty file', '', 'empty.csv', { code: 'INVALID', fields: { file: 'desk.imports.errors.empty' } }],
  ])('as %s is refused at once, and nothing stays', async (_, text, name, error) => {
    await expect(take(text, name)).rejects.toMatchObject(error);
    expect(await left()).toEqual(NOTHING);
  });

  it('under a name for its source that could be anything is refused at once', async () => {
    await expect(take(rowsOf('x', 1), 'a.csv', '<b>')).rejects.toMatchObject({
      fields: { source: 'desk.imports.errors.source' },
    });
  });

  it.each([
    ['a table of something else', 'name,price\nbread,2', 'The first line names no known format'],
    ['other JSON', '{"bread": 2}', 'The file is JSON, but neither'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'The first line names no known format'],
    ['a packed file that is cut', gzipSync(rowsOf('cut', 500)).subarray(0, 200), 'The packed file is not complete'],
    ['a quote without end', `${HEADING}\nk,"Open,1 St,X,NC,28052,therapy\n`, 'The table cannot be read'],
  ])('as %s is refused by the import with the reason, its bytes go, and the trail says so', async (_, bytes, reason) => {
    const id = await take(bytes as string);
    await importUpload(id, UPLOAD_DEPS);
    expect(await found(id)).toMatchObject({ upload: { status: 'refused', reason: expect.stringContaining(reason) } });
    expect(await left()).toEqual(NOTHING);
    expect((await trailOf(id)).map(({ action }) => action)).toEqual(['directory.file-taken', 'directory.file-refused']);
  });

  it('because it is too large, or because the sending was broken off, leaves nothing', async () => {
    const endless = async function* (): AsyncGenerator<FormPart> {
      const bytes = (async function* () {
        for (let sent = 0; sent <= MAX_UPLOAD_BYTES; sent += 4_000_000) yield Buffer.alloc(4_000_000, 'x');
      })();
      yield { name: 'file', fileName: 'endless.csv', bytes };
    };
    await expect(takeUpload(DIRECTORY, endless(), UPLOAD_DEPS)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(await left()).toEqual(NOTHING);
    const whole = Buffer.from(
      `--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${rowsOf('h', 20_000)}`,
    );
    const half = async function* () {
      yield whole.subarray(0, 700_000);
      throw new Error('the browser went away');
    };
    const parts = readMultipart(half(), 'multipart/form-data; boundary=B');
    await expect(takeUpload(DIRECTORY, parts, UPLOAD_DEPS)).rejects.toMatchObject({ code: 'MALFORMED' });
    expect(await left()).toEqual(NOTHING);
  }, 60_000);
});

describe('several files', () => {
  it('that are the same one are imported once; when that is over it may come again, and changes nothing', async () => {
    const [one, two] = await Promise.all([take(rowsOf('twin', 4)), take(rowsOf('twin', 4))]);
    expect(two).toBe(one);
    expect(await jobsOf(one)).toHaveLength(1);
    // Under another name of the source its rows are others.
    const other = await take(rowsOf('twin', 4), 'list.csv', 'other');
    expect(other).not.toBe(one);
    await importUpload(one, UPLOAD_DEPS);
    await importUpload(other, UPLOAD_DEPS);
    const again = await take(rowsOf('twin', 4));
    await importUpload(again, UPLOAD_DEPS);
    expect((await reportOf(again)).counts).toMatchObject({ read: 4, unchanged: 4, created: 0 });
  });

  it('are imported one after the other, also by two workers with one job, and none twice', async () => {
    const [one, two] = [await take(rowsOf('p', 300)), await take(rowsOf('q', 300))];
    await Promise.all([importUpload(one, UPLOAD_DEPS), importUpload(two, UPLOAD_DEPS), importUpload(one, UPLOAD_DEPS)]);
    for (const id of [one, two]) expect((await reportOf(id)).counts).toMatchObject({ created: 300 });
    const times = await database.asOwner<{ from: Date; to: Date }>(
      `SELECT started_at AS from, finished_at AS to FROM import_batch WHERE id = ANY($1) ORDER BY started_at`,
      [[one, two]],
    );
    expect(times[1]?.from.getTime()).toBeGreaterThanOrEqual(times[0]?.to.getTime() ?? Number.POSITIVE_INFINITY);
    expect(await left()).toEqual(NOTHING);
  }, 60_000);

  it('wait up to a number', async () => {
    const ids: string[] = [];
    for (let at = 0; at < MOST_WAITING; at++) ids.push(await take(rowsOf(`w${at}`, 1)));
    await expect(take(rowsOf('more', 1))).rejects.toMatchObject({ code: 'TOO_MANY' });
    for (const id of ids) await importUpload(id, UPLOAD_DEPS);
  });
});
