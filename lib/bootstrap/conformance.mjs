/**
 * `npm run test:conformance`: the Plan-Net test kit's cases on the demonstration directory and on the imported sample.
 * The last line is `N passed, N failed`. PORTAL_CONFORMANCE=full validates every resource instead of a part.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fail, say } from './console.mjs';
import { bin, STATE } from './paths.mjs';
import { run } from './run.mjs';

async function main() {
  const report = path.join(STATE, 'reports', 'conformance.json');
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.rmSync(report, { force: true });
  const args = ['run', '-c', 'tests/vitest.config.ts', '--project', 'integration', 'tests/conformance'];
  const done = await run(
    'conformance',
    bin('vitest'),
    [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {
      env: { ...process.env, NO_COLOR: '1' },
      allowFailure: true,
    },
  );
  if (!fs.existsSync(report)) {
    say(done.output);
    throw new Error('The test runner made no report.');
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(fs.readFileSync(report, 'utf8'));
  for (const test of testResults.flatMap((file) => file.assertionResults)) {
    if (test.status === 'failed') say(`failed: ${test.fullName}\n  ${test.failureMessages.join('\n').split('\n')[0]}`);
  }
  if (numPendingTests > 0) say(`${numPendingTests} skipped: the sample has no value to ask for.`);
  say(`${numPassedTests} passed, ${numFailedTests} failed`);
  process.exit(done.code === 0 ? 0 : 1);
}

main().catch(fail);
