import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ENHANCE_SRC, PASSKEY_SRC } from '@/components/layout/enhance';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const gzipped = (path: string) => gzipSync(read(path), { level: 9 }).length;

describe('what every page of class B loads', () => {
  it('has one script of at most 5 kB', () => {
    expect(gzipped('public/enhance/enhance.js') + gzipped('public/enhance/passkey.js')).toBeLessThanOrEqual(5 * 1024);
  });

  it('names the script by its content, so that a changed one is fetched at once', () => {
    const hash = createHash('sha256').update(read('public/enhance/enhance.js')).digest('hex').slice(0, 8);
    expect(ENHANCE_SRC).toBe(`/enhance/enhance.js?v=${hash}`);
    const passkey = createHash('sha256').update(read('public/enhance/passkey.js')).digest('hex').slice(0, 8);
    expect(PASSKEY_SRC).toBe(`/enhance/passkey.js?v=${passkey}`);
  });

  it('uses nothing in the script that phones of 2018 do not know', () => {
    expect(read('public/enhance/enhance.js').toString()).not.toMatch(/\?\.|\?\?|\.\.\.|\.at\(|replaceAll|\bimport\b|async /);
  });

  it('has two fonts of at most 25 kB together', () => {
    const file = (weight: number) =>
      `node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-${weight}-normal.woff2`;
    expect(read(file(400)).length + read(file(700)).length).toBeLessThanOrEqual(25 * 1024);
  });

  it('keeps all county outlines within 9 kB', () => {
    expect(gzipped('components/ui/county-paths.json')).toBeLessThanOrEqual(9 * 1024);
  });

  it('never writes a style into a page, which the policy of every page forbids', () => {
    expect(read('components/ui/county-map.tsx').toString()).not.toMatch(/style=/);
  });
});
