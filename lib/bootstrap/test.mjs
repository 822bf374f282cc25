/**
 * `npm test`: installs what is missing, a browser included, and runs every check. The last line is
 * `N passed, N failed`; each static check, build, fault and benchmark counts as one.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { prepareChecks, STATIC_CHECKS } from './check.mjs';
import { elapsed, fail, say, step } from './console.mjs';
import { bin, nodeBinary, STATE } from './paths.mjs';
import { run } from './run.mjs';
import { loadEnvFile } from './settings.mjs';

const total = { passed: 0, failed: 0 };
const failures = [];

/** Runs one check that passes or fails as a whole. */
async function one(name, work) {
  try {
    await step(name, async () => void (await work()));
    total.passed += 1;
  } catch (error) {
    total.failed += 1;
    failures.push(name);
    say(error.message);
  }
}

/** Runs a test runner and adds up what its JSON report counted. A runner that made no report counts as one failure. */
async function suite(name, command, args, env, read) {
  const report = path.join(STATE, 'reports', `${name.replace(/\W+/g, '-')}.json`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.rmSync(report, { force: true });
  await step(name, async () => {
    const done = await run(name.replace(/\W+/g, '-'), command, args(report), {
      env: { ...process.env, ...env(report) },
      allowFailure: true,
    });
    const counted = fs.existsSync(report) ? read(JSON.parse(fs.readFileSync(report, 'utf8'))) : { passed: 0, failed: 1 };
    if (done.code !== 0 && counted.failed === 0) counted.failed = 1;
    total.passed += counted.passed;
    total.failed += counted.failed;
    if (counted.failed) {
      failures.push(name);
      say(done.output.trimEnd().split('\n').slice(-60).join('\n'));
    }
    return { note: `${counted.passed} passed, ${counted.failed} failed`, ok: counted.failed === 0 };
  });
}

const vitest = (project) =>
  suite(
    `${project} tests`,
    bin('vitest'),
    (report) => [
      'run',
      '-c',
      'tests/vitest.config.ts',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    () => ({ NO_COLOR: '1' }),
    (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests + (json.numFailedTestSuites && !json.numFailedTests ? 1 : 0),
    }),
  );

const browser = (env) =>
  suite(
    'browser journeys',
    bin('playwright'),
    () => ['test', '-c', 'tests/e2e/playwright.config.ts', '--reporter=line,json'],
    (report) => ({ ...env, NO_COLOR: '1', PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    (json) => ({ passed: json.stats.expected + json.stats.flaky, failed: json.stats.unexpected + (json.errors?.length ? 1 : 0) }),
  );

async function main() {
  loadEnvFile();
  say('\n  Care access portal: all checks\n');
  await prepareChecks();
  const browserEnv = await ensureBrowser();
  for (const [name, work] of STATIC_CHECKS) await one(name, work);
  await vitest('unit');
  await vitest('integration');
  await browser(browserEnv);
  await one('faults, short', () => run('faults', nodeBinary(), ['lib/bootstrap/faults.mjs', '--short']));
  await one('benchmarks, short', () =>
    run('bench', nodeBinary(), ['lib/bootstrap/bench.mjs', '--short'], { env: { ...process.env, ...browserEnv } }),
  );
  if (failures.length) say(`\n  Failed: ${failures.join(', ')}. Outputs are in .portal/logs.`);
  say(`\n  ${elapsed()}\n`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed ? 1 : 0);
}

main().catch(fail);
