import { describe, expect, it } from 'vitest';
import { type FormPart, readMultipart, textOfPart } from '@/lib/http/multipart';

const BOUNDARY = '----WebKitFormBoundaryX';
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const part = (headers: string, body: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
const end = Buffer.from(`--${BOUNDARY}--\r\n`);

async function* inPieces(whole: Buffer, size: number) {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}
async function readAll(body: AsyncIterable<Uint8Array>, type = TYPE) {
  const found: { name: string; fileName: string | null; text: string }[] = [];
  for await (const each of readMultipart(body, type)) {
    found.push({ name: each.name, fileName: each.fileName, text: await textOfPart(each) });
  }
  return found;
}

/** Looks like a delimiter again and again, and holds every byte. */
const TRICKY = Buffer.concat([
  Buffer.from(`\r\n--${BOUNDARY.slice(0, -1)}\r\n\r\n--\r\r\n`),
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
]);

describe('a posted form with a file', () => {
  it('is read the same however its bytes are cut', async () => {
    const whole = Buffer.concat([
      part('name="source"', 'árbol'),
      part('name="file"; filename="a %22b%22.csv"\r\nContent-Type: text/csv', TRICKY),
      part('name="empty"; filename=""', ''),
      end,
    ]);
    for (let size = 1; size <= whole.length; size += size < 80 ? 1 : 37) {
      expect(await readAll(inPieces(whole, size))).toEqual([
        { name: 'source', fileName: null, text: 'árbol' },
        { name: 'file', fileName: 'a "b".csv', text: TRICKY.toString('utf8') },
        { name: 'empty', fileName: '', text: '' },
      ]);
    }
  });

  it('that the browser itself wrote is read', async () => {
    const form = new FormData();
    form.append('source', 'x');
    form.append('file', new File(['one\r\ntwo'], 'ñ.csv'));
    const response = new Response(form);
    const found = await readAll(
      response.body as unknown as AsyncIterable<Uint8Array>,
      response.headers.get('content-type') ?? '',
    );
    expect(found).toEqual([
      { name: 'source', fileName: null, text: 'x' },
      { name: 'file', fileName: 'ñ.csv', text: 'one\r\ntwo' },
    ]);
  });

  it('passes over a file that nobody read', async () => {
    const whole = Buffer.concat([part('name="file"; filename="a"', Buffer.alloc(200_000, 'x')), part('name="b"', '2'), end]);
    const names: string[] = [];
    for await (const each of readMultipart(inPieces(whole, 1000), TYPE) as AsyncGenerator<FormPart>) names.push(each.name);
    expect(names).toEqual(['file', 'b']);
  });

  it('that is broken off anywhere is refused', async () => {
    const whole = Buffer.concat([part('name="source"', 'x'), part('name="file"; filename="a"', 'bytes'), end]);
    for (let length = 0; length < whole.length - 2; length++) {
      await expect(readAll(inPieces(whole.subarray(0, length), 10))).rejects.toMatchObject({ code: 'MALFORMED' });
    }
    const gone = async function* () {
      yield whole.subarray(0, 60);
      throw new Error('aborted');
    };
    await expect(readAll(gone())).rejects.toMatchObject({ code: 'MALFORMED' });
  });

  it('of another kind, with headers without end, or with too many fields is refused', async () => {
    await expect(readAll(inPieces(end, 10), 'text/plain')).rejects.toMatchObject({ code: 'MALFORMED' });
    const headers = part(`name="a"; x="${'y'.repeat(20_000)}"`, '1');
    await expect(readAll(inPieces(Buffer.concat([headers, end]), 500))).rejects.toMatchObject({ code: 'MALFORMED' });
    const many = Array.from({ length: 30 }, (_, at) => part(`name="a${at}"`, '1'));
    await expect(readAll(inPieces(Buffer.concat([...many, end]), 500))).rejects.toMatchObject({ code: 'MALFORMED' });
    await expect(readAll(inPieces(Buffer.concat([part('name="a"', 'y'.repeat(5000)), end]), 500))).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });
});
