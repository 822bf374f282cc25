import { randomInt } from 'node:crypto';
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';

export type Locale = 'en' | 'es';
export const LOCALES: readonly Locale[] = ['en', 'es'];

/** Address of the portal under test, without a slash at its end. */
export function portalUrl(): string {
  const url = process.env.PORTAL_URL;
  if (!url) throw new Error('PORTAL_URL is not set: run the specs with tests/e2e/playwright.config.ts.');
  return url.replace(/\/$/, '');
}

/** A network address nobody else in this run has, so that one visitor's tries do not count against another. */
const someNetwork = () => `10.${randomInt(256)}.${randomInt(256)}.1`;

/** Options of a browser context that is one visitor. */
export function visitor(options: BrowserContextOptions = {}): BrowserContextOptions {
  return { ...options, baseURL: portalUrl(), extraHTTPHeaders: { 'x-forwarded-for': someNetwork() } };
}

/** The browser refuses the framework's own script on purpose (page classes A and B); nothing else may be complained about. */
const INTENDED = /\/_next\/static\/|Executing inline script violates|script-src/i;

/** Collects what a page must not do: ask another host for something, or complain in the console. */
export function watch(context: BrowserContext): { readonly complaints: string[]; readonly strangers: string[] } {
  const complaints: string[] = [];
  const strangers: string[] = [];
  const { host } = new URL(portalUrl());
  // The same portal under its name: passkeys need one.
  const own = [host, host.replace('127.0.0.1', 'localhost')];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !own.includes(url.host)) strangers.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    // A refused form or a missing page is an answer, and Chromium prints its status.
    // So is a line that a test has cut.
    const answered =
      /Failed to load resource: (the server responded with a status of (4\d\d|503)|net::ERR_INTERNET_DISCONNECTED)/.test(text);
    if (!INTENDED.test(text) && !answered) complaints.push(`${message.location().url}: ${text}`);
  });
  context.on('weberror', (error) => complaints.push(`${error.page()?.url()}: ${error.error().message}`));
  return { complaints, strangers };
}

interface Fixtures {
  /** Opens another browser of the same portal: empty, and a different visitor. */
  readonly newVisitor: (options?: BrowserContextOptions) => Promise<Page>;
}

/** Playwright's test with a visitor of its own, and a check after every test that no page misbehaved. */
export const test = base.extend<Fixtures>({
  baseURL: async ({ browserName: _ }, use) => use(portalUrl()),
  extraHTTPHeaders: async ({ browserName: _ }, use) => use({ 'x-forwarded-for': someNetwork() }),
  context: async ({ context }, use) => {
    const seen = watch(context);
    await use(context);
    expect(seen.strangers, 'requests to other hosts').toEqual([]);
    expect(seen.complaints, 'errors in the console').toEqual([]);
  },
  newVisitor: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(visitor({ viewport: { width: 390, height: 844 }, ...options }));
      opened.push(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

export { expect };
