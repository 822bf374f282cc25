import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorFields, takeOverConsole } from '@/lib/logger';

const SECRET = 'Qzannavq';
const own = { ...console };
let written: unknown[];

beforeEach(() => {
  written = [];
  takeOverConsole((level, fields) => written.push({ level, ...fields }));
});

afterEach(() => {
  Object.assign(console, own);
});

describe('what packages print by themselves', () => {
  it('is written without its words, with its kind and place', () => {
    console.error('failed for', SECRET, new TypeError(`bad ${SECRET}\n    at ${SECRET}`));
    console.warn(`Request body exceeded for /en?name=${SECRET}`);
    expect(written).toMatchObject([{ level: 'error', errorName: 'TypeError' }, { level: 'warn' }]);
    expect(JSON.stringify(written)).not.toContain(SECRET);
    expect(JSON.stringify(written[1])).toContain('logger.test.ts');
  });

  it('is not written at all when somebody only hung up', () => {
    console.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    expect(written).toEqual([]);
  });
});

describe('the fields of an error', () => {
  it('hold frames and never a line of the message', () => {
    const { frames = '' } = errorFields(new Error(`one\n    at ${SECRET}`));
    expect(frames).not.toContain(SECRET);
    expect(frames).toContain('logger.test.ts');
  });
});
