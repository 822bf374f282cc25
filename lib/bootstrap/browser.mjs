import fs from 'node:fs';
import { step } from './console.mjs';
import { bin } from './paths.mjs';
import { run } from './run.mjs';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The system's Chromium, or what PORTAL_CHROMIUM names, or null. */
export function systemBrowser() {
  return [process.env.PORTAL_CHROMIUM, ...SYSTEM].find((path) => path && fs.existsSync(path)) ?? null;
}

/**
 * Makes sure there is a browser for the journeys: the system's, or else Playwright's own download, or else the
 * system's package manager where we may use it.
 * @returns {Promise<{ PORTAL_CHROMIUM?: string }>} environment for Playwright
 */
export async function ensureBrowser() {
  const found = systemBrowser();
  if (found) return { PORTAL_CHROMIUM: found };
  return step('installing a browser for the journeys', async () => {
    const download = await run('browser', bin('playwright'), ['install', '--with-deps', '--only-shell', 'chromium'], {
      allowFailure: true,
    });
    if (download.code === 0) return {};
    if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
      await run('browser-index', 'apt-get', ['update', '-qq'], { allowFailure: true });
      await run('browser-package', 'apt-get', ['install', '-y', '-qq', 'chromium'], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
    return systemBrowser() ? { PORTAL_CHROMIUM: systemBrowser() } : {};
  });
}
