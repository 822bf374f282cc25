import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const TESTS = path.resolve(import.meta.dirname, '../..');
const titles = ['unit', 'integration', 'conformance'].flatMap((suite) =>
  fs
    .readdirSync(path.join(TESTS, suite), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(TESTS, suite, file), 'utf8');
      return [...text.matchAll(/'(P\d+(?:, P\d+)*): [^']+'/g)].map((match) => match[1] ?? '');
    }),
);

/** The lines of the scheduling policy; what each says is in its tests. */
const LINES = Array.from({ length: 12 }, (_, n) => `P${n + 1}`);

it.each(LINES)('%s of the scheduling policy is named by a test', (line) => {
  expect(titles.flatMap((title) => title.split(', '))).toContain(line);
});
