import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page, Response, TestInfo } from '@playwright/test';
import { STATIC_HEADERS } from '../../../lib/http/static-headers.mjs';
import { frameFaults } from './frame';
import { type Locale, visitor, watch } from './visit';
import { type Weight, weigh } from './weight';

export type PageClass = 'A' | 'B' | 'C';

/** First visit, gzip, in bytes: a member's data plan pays for it. */
export const BUDGETS: Readonly<Record<PageClass, { script: number; total: number; requests: number; style: number }>> = {
  A: { script: 0, total: 20_000, requests: 3, style: 10_000 },
  B: { script: 5_000, total: 55_000, requests: 6, style: 10_000 },
  C: { script: 160_000, total: 220_000, requests: 16, style: 14_000 },
};

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** One page to look at: where it is, in which state, and what it must be. */
export interface Subject {
  readonly route: string;
  readonly address: string;
  readonly locale: Locale;
  readonly pageClass: PageClass;
  readonly cookies?: Awaited<ReturnType<BrowserContext['cookies']>>;
  /** 200 unless told otherwise. */
  readonly status?: number;
}

/** Everything wrong with one page, as sentences; empty when nothing is. The page is a first visit with an empty cache. */
export async function survey(browser: Browser, subject: Subject, info: TestInfo): Promise<string[]> {
  const context = await browser.newContext(
    visitor({ viewport: { width: 390, height: 844 }, colorScheme: 'light', reducedMotion: 'reduce' }),
  );
  if (subject.cookies) await context.addCookies([...subject.cookies]);
  // Without motion, or a colour caught half-way through its 120 ms change would be measured.
  const seen = watch(context);
  const { page, response, weight } = await weigh(context, subject.address);
  info.annotations.push({ type: 'page-weight', description: JSON.stringify(rowOf(subject, weight)) });
  const faults = [...statusFaults(response, subject), ...weightFaults(weight, subject.pageClass)];
  faults.push(...(await headerFaults(response, subject)), ...(await frameFaults(page, subject.locale)));
  // At the end of the page the lower bar rests in its place and covers nothing.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    faults.push(...(await axeFaults(page, scheme)));
  }
  await page.setViewportSize({ width: 320, height: 568 });
  faults.push(...(await overflowFaults(page)));
  faults.push(
    ...seen.strangers.map((url) => `asks another host: ${url}`),
    ...seen.complaints
      .filter((text) => !subject.status || !text.includes(`status of ${subject.status}`))
      .map((text) => `console: ${text}`),
  );
  await context.close();
  return faults.map((fault) => `${subject.route} (${subject.locale}): ${fault}`);
}

const rowOf = (subject: Subject, weight: Weight) => ({
  route: subject.route,
  locale: subject.locale,
  requests: weight.requests,
  scriptBytes: weight.scriptBytes,
  htmlBytes: weight.htmlBytes,
  totalBytes: weight.totalBytes,
});

function statusFaults(response: Response, subject: Subject): string[] {
  const wanted = subject.status ?? 200;
  const arrived = new URL(response.url()).pathname;
  const meant = new URL(subject.address, response.url()).pathname;
  return [
    ...(response.status() === wanted ? [] : [`answered ${response.status()}, not ${wanted}`]),
    ...(arrived === meant ? [] : [`was sent on to ${arrived}`]),
  ];
}

function weightFaults(weight: Weight, pageClass: PageClass): string[] {
  const budget = BUDGETS[pageClass];
  const over = (name: string, value: number, limit: number) => (value > limit ? [`${name} ${value} > ${limit}`] : []);
  // Where a passkey is made or used, or a box helps while typing, its script comes too, within the same bytes.
  const requests = budget.requests + weight.urls.filter((url) => /\/enhance\/(passkey|suggest)\.js/.test(url)).length;
  return [
    ...over('script bytes', weight.scriptBytes, budget.script),
    ...over('bytes in all', weight.totalBytes, budget.total),
    ...over('style bytes', weight.styleBytes, budget.style),
    ...over('requests', weight.requests, requests).map((text) => `${text}: ${weight.urls.join(' ')}`),
  ];
}

const SCRIPT_SOURCE: Readonly<Record<PageClass, RegExp>> = {
  A: /script-src 'none'(;|$)/,
  B: /script-src https?:\/\/[^ ;]+\/enhance\/( https?:\/\/[^ ;]+\/enhance\/)*(;|$)/,
  C: /script-src 'self'(;|$)/,
};

async function headerFaults(response: Response, { pageClass }: Subject): Promise<string[]> {
  const headers = await response.allHeaders();
  const policy = headers['content-security-policy'] ?? '';
  const wanted = STATIC_HEADERS.filter(({ key, value }) => headers[key.toLowerCase()] !== value);
  return [
    ...wanted.map(({ key }) => `header ${key} is ${headers[key.toLowerCase()] ?? 'missing'}`),
    ...(SCRIPT_SOURCE[pageClass].test(policy) ? [] : [`policy is not of class ${pageClass}: ${policy}`]),
    ...(/frame-ancestors 'none'/.test(policy) && /object-src 'none'/.test(policy) ? [] : [`policy lacks parts: ${policy}`]),
    ...(headers['x-powered-by'] ? ['names its maker in X-Powered-By'] : []),
  ];
}

async function axeFaults(page: Page, scheme: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return violations.map(
    ({ id, help, nodes }) =>
      `axe ${scheme} ${id}: ${help} – ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  );
}

/** Elements that reach beyond 320 px, unless inside a box that scrolls by itself. */
async function overflowFaults(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > limit + 1)
      .slice(0, 4)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });
  return wide.length > 0 ? [`scrolls sideways at 320 px: ${wide.join(', ')}`] : [];
}
