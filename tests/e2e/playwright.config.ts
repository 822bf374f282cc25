import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

/** The system's Chromium when there is one: the download of Playwright's own is not possible everywhere. */
const chromium = [process.env.PORTAL_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => file && fs.existsSync(file),
);

const results = path.resolve(import.meta.dirname, 'results');

/** The browser journeys, against a production build (support/portal.ts starts it) or the portal at PORTAL_URL. */
export default defineConfig({
  testDir: 'specs',
  testMatch: '**/*.spec.ts',
  outputDir: path.join(results, 'artifacts'),
  globalSetup: './support/portal.ts',
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['line'], ['json', { outputFile: path.join(results, 'report.json') }], ['./support/page-table.ts']],
  use: {
    browserName: 'chromium',
    viewport: { width: 390, height: 844 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    timezoneId: 'America/New_York',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
