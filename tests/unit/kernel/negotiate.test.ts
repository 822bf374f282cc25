import { describe, expect, it } from 'vitest';
import { choosePacking, isPackable, type Packing } from '@/lib/http/front/negotiate';

/** What a client sends, and how its answer travels (RFC 9110, 12.5.3). */
const CASES: readonly (readonly [sent: string | undefined, packing: Packing])[] = [
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'identity'],
  ['zstd', 'identity'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['br;q=0, *', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['gzip;q=0.5, br;q=0.5', 'br'],
  ['gzip;q=0.2, identity;q=0.9', 'identity'],
  ['identity', 'identity'],
  ['identity, gzip', 'gzip'],
  ['identity;q=0, gzip', 'gzip'],
  ['gzip;q=2', 'identity'],
  ['gzip;q=banana', 'identity'],
  [' br ; q=0.8 , gzip ; q=0.9 ', 'gzip'],
  [`${'a, '.repeat(5000)}br`, 'identity'],
];

describe('the packing of an answer', () => {
  it.each(CASES)('for a client that sends %j is %s', (sent, packing) => {
    expect(choosePacking(sent)).toBe(packing);
  });

  it.each([
    ['text/html; charset=utf-8', true],
    ['text/calendar', true],
    ['application/json', true],
    ['application/fhir+json; charset=utf-8', true],
    ['application/fhir+ndjson', true],
    ['application/problem+json', true],
    ['application/manifest+json', true],
    ['image/svg+xml', true],
    ['application/javascript', true],
    ['text/event-stream', false],
    ['image/png', false],
    ['font/woff2', false],
    ['application/octet-stream', false],
    ['', false],
  ])('is tried for texts alone: %s', (type, packable) => {
    expect(isPackable(type)).toBe(packable);
  });
});
