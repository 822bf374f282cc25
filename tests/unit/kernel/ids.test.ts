import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReturnCode, isUuid, keyedHash, parseReturnCode, seededRandom, systemIds } from '@/lib/ids';

describe('return codes', () => {
  it('read back from any way of typing them', () => {
    for (let round = 0; round < 500; round++) {
      const code = systemIds.returnCode();
      expect(code).toMatch(/^[CDFGHJKMNPQRTWXY34679]{8}$/);
      for (const typed of [code, formatReturnCode(code), code.toLowerCase(), ` ${code.slice(0, 4)}-${code.slice(4)} `]) {
        expect(parseReturnCode(typed)).toBe(code);
      }
    }
  });

  it('use every symbol about equally often', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 5000; round++)
      for (const symbol of systemIds.returnCode()) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    expect(counts.size).toBe(21);
    for (const count of counts.values()) expect(count).toBeGreaterThan(1500);
  });

  it('are refused when they cannot be codes', () => {
    for (const typed of ['', 'KTRM492', 'KTRM49277', 'AEIO1234', 'KTRM 492O', '🙂🙂🙂🙂'])
      expect(parseReturnCode(typed)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (typed) => parseReturnCode(typed) === null || /^[A-Z0-9]{8}$/.test(parseReturnCode(typed) ?? '')),
    );
  });
});

describe('identifiers', () => {
  it('are UUIDv7 that sort by time', async () => {
    const first = systemIds.uuid();
    await new Promise((resolve) => setTimeout(resolve, 3));
    const second = systemIds.uuid();
    expect(isUuid(first)).toBe(true);
    expect(first[14]).toBe('7');
    expect('89ab').toContain(first[19]);
    expect(first < second).toBe(true);
  });

  it('carry 256 bits in a session token', () => {
    expect(Buffer.from(systemIds.token(32), 'base64url')).toHaveLength(32);
    expect(new Set(Array.from({ length: 1000 }, () => systemIds.token(32))).size).toBe(1000);
  });

  it('hash differently under another key', () => {
    expect(keyedHash(Buffer.alloc(32, 1), 'KTRM4927')).not.toBe(keyedHash(Buffer.alloc(32, 2), 'KTRM4927'));
  });

  it('come from a seed in the same order every time', () => {
    const [left, right] = [seededRandom(7), seededRandom(7)];
    expect(Array.from({ length: 5 }, left)).toEqual(Array.from({ length: 5 }, right));
  });
});
