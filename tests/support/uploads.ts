import { systemClock } from '@/lib/clock';
import { takeUpload } from '@/lib/directory/commands-uploads';
import { getImportOrUpload } from '@/lib/directory/queries-imports';
import { type FormPart, readMultipart } from '@/lib/http/multipart';
import { systemIds } from '@/lib/ids';
import type { TestDatabase } from './database';

export const UPLOAD_DEPS = { clock: systemClock, ids: systemIds };
export const UPLOADER = '00000000-0000-7000-8000-00000000000a';
export const DIRECTORY = { kind: 'staff', staffId: UPLOADER, role: 'directory' } as const;
export const HEADING = 'key,organization,street,city,state,zip,services';

/** So many rows of our table, each of another place. */
export const rowsOf = (mark: string, count: number, note = '') => {
  const row = (at: number) =>
    `${mark}${at},Practice ${mark} ${at},${at} Mill St,Gastonia,NC,28052,therapy${note ? `,${note}` : ''}`;
  return [`${HEADING}${note ? ',note' : ''}`, ...Array.from({ length: count }, (_, at) => row(at))].join('\n');
};

/** A form as a browser sends it. */
export async function formOf(bytes: string | Buffer, name = 'list.csv', source = ''): Promise<AsyncGenerator<FormPart>> {
  const form = new FormData();
  form.append('source', source);
  form.append('file', new File([new Uint8Array(Buffer.from(bytes as string))], name));
  const response = new Response(form);
  return readMultipart(response.body as unknown as AsyncIterable<Uint8Array>, response.headers.get('content-type') ?? '');
}
/** Hands a file in. @returns the id under which its import will be */
export const take = async (...form: Parameters<typeof formOf>) =>
  (await takeUpload(DIRECTORY, await formOf(...form), UPLOAD_DEPS)).id;

export const found = (id: string) => getImportOrUpload(DIRECTORY, id);

export async function reportOf(id: string) {
  const there = await found(id);
  if (!('batch' in there)) throw new Error(`${there.upload.status}: ${there.upload.reason}`);
  return there.batch;
}

/** What of uploads is in the database. */
export const uploadsIn = (database: TestDatabase) => ({
  left: async () => {
    const [row] = await database.asOwner(
      `SELECT (SELECT count(*)::int FROM import_upload_piece) AS pieces,
        (SELECT count(*)::int FROM import_upload WHERE status IN ('receiving', 'waiting', 'running')) AS open`,
    );
    return row;
  },
  jobsOf: (id: string) =>
    database.asOwner(`SELECT 1 FROM pgboss.job WHERE name = 'directory.import' AND data->>'uploadId' = $1`, [id]),
  trailOf: (id: string) =>
    database.asOwner<{ actor: string; action: string }>(
      `SELECT actor, action FROM audit_event WHERE subject IN ('import_upload:' || $1, 'import_batch:' || $1) ORDER BY id`,
      [id],
    ),
});
export const NOTHING = { pieces: 0, open: 0 };
