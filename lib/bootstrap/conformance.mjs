/**
 * `npm run test:conformance`: the Plan-Net test kit's cases on the demonstration directory and on the imported sample.
 * The last line is `N passed, N failed`. PORTAL_CONFORMANCE=full validates every resource instead of a part.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fail, say } from './console.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { bin, STATE } from './paths.mjs';
import { run } from './run.mjs';
import { loadEnvFile } from './settings.mjs';

async function main() {
  loadEnvFile();
  await ensureInstalled();
  await ensureGenerated();
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
  // A database that did not start leaves a report without tests.
  if (numPassedTests + numFailedTests === 0) {
    say(done.output.trimEnd().split('\n').slice(-20).join('\n'));
    throw new Error('No case was run.');
  }
  const tests = testResults.flatMap((file) => file.assertionResults);
  for (const test of tests) {
    if (test.status === 'failed') say(`failed: ${test.fullName}\n  ${test.failureMessages.join('\n').split('\n')[0]}`);
  }
  if (numPendingTests > 0)
    sayWhySkipped(
      tests.filter(({ status }) => status === 'skipped' || status === 'pending'),
      tests,
    );
  say(`${numPassedTests} passed, ${numFailedTests} failed`);
  process.exit(done.code === 0 ? 0 : 1);
}

/** A case has nothing to ask where the sample has no value for it. The same case runs on the demonstration directory. */
function sayWhySkipped(skipped, tests) {
  const caseOf = ({ ancestorTitles, title }) => [...ancestorTitles.slice(1), title].join(' > ');
  const passed = new Set(tests.filter(({ status }) => status === 'passed').map(caseOf));
  say(`${skipped.length} skipped:`);
  for (const test of skipped) {
    const elsewhere = passed.has(caseOf(test)) ? '; passes on the demonstration directory' : '';
    say(`  ${test.fullName}: ${test.meta?.note ?? 'no reason given'}${elsewhere}`);
  }
}

main().catch(fail);
