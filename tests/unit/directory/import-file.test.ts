import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headOf, textOf, UnknownFormat } from '@/lib/directory/import/import-file';
import { kindOf } from '@/lib/directory/import/json-file';
import { textFile } from '../../support/import-file';

const SIZE = 5_000_000;

describe('a packed file', () => {
  it('that unpacks to more than it may is refused while it is unpacked, whatever its own size', async () => {
    const bomb = textFile('bomb.gz', gzipSync(Buffer.alloc(SIZE)));
    expect(bomb.size).toBeLessThan(SIZE / 100);
    expect(await textOf(bomb)).toHaveLength(SIZE);
    expect(await textOf({ ...bomb, mostUnpacked: SIZE })).toHaveLength(SIZE);
    const refused = textOf({ ...bomb, mostUnpacked: SIZE - 1 });
    await expect(refused).rejects.toBeInstanceOf(UnknownFormat);
    await expect(refused).rejects.toThrow('holds more than');
  });

  it('is looked at by its beginning without unpacking the rest, and is known by its first bytes', async () => {
    const large = { ...textFile('list.csv', gzipSync(`a,b\n${'1,2\n'.repeat(SIZE / 4)}`)), mostUnpacked: 1_000_000 };
    expect((await headOf(large)).startsWith('a,b\n1,2')).toBe(true);
    expect(await kindOf(large)).toBe('table');
    expect(await kindOf(textFile('x', '\uFEFF {"resourceType":"Bundle"}'))).toBe('fhir');
    expect(await headOf(textFile('empty', ''))).toBe('');
  });

  it('that is cut, or none at all, is refused and not half-read', async () => {
    const packed = gzipSync('a,b\n'.repeat(100_000));
    await expect(textOf(textFile('cut.gz', packed.subarray(0, packed.length - 20)))).rejects.toBeInstanceOf(UnknownFormat);
    await expect(textOf(textFile('none.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3])))).rejects.toBeInstanceOf(UnknownFormat);
  });
});
