import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ENHANCE_SRC, PASSKEY_SRC, SUGGEST_SRC } from '@/components/layout/enhance';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const gzipped = (path: string) => gzipSync(read(path), { level: 9 }).length;

describe('what every page of class B loads', () => {
  it('has scripts of at most 5 kB, all files together', () => {
    const sizes = readdirSync(new URL('../../../public/enhance', import.meta.url)).map((file) =>
      gzipped(`public/enhance/${file}`),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5 * 1024);
  });

  it.each([
    ['enhance', ENHANCE_SRC],
    ['passkey', PASSKEY_SRC],
    ['suggest', SUGGEST_SRC],
  ])('names the script %s by its content, so that a changed one is fetched at once', (name, source) => {
    const hash = createHash('sha256')
      .update(read(`public/enhance/${name}.js`))
      .digest('hex')
      .slice(0, 8);
    expect(source).toBe(`/enhance/${name}.js?v=${hash}`);
  });

  it.each(['enhance', 'suggest'])('uses nothing in the script %s that phones of 2018 do not know', (name) => {
    expect(read(`public/enhance/${name}.js`).toString()).not.toMatch(/\?\.|\?\?|\.\.\.|\.at\(|replaceAll|\bimport\b|async /);
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
