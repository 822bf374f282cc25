/**
 * Which script a page may run, as one table. A: none. B: only /enhance/. C: the framework's own, for desk screens.
 * On A and B the browser fetches no /_next chunk, so an old phone loads kilobytes instead of 135 kB, and no injected
 * script can run where people tell us the most.
 */
export type PageClass = 'A' | 'B' | 'C';

/** First match wins; paths are without the language. */
const PAGE_CLASSES: readonly (readonly [pattern: RegExp, pageClass: PageClass])[] = [
  [/^\/help-now$/, 'A'],
  [/^\/leave$/, 'A'],
  [/^\/(unavailable|problem|not-found)$/, 'A'],
  [/./, 'B'],
];

export function pageClassOf(pathWithoutLocale: string): PageClass {
  return PAGE_CLASSES.find(([pattern]) => pattern.test(pathWithoutLocale || '/'))?.[1] ?? 'B';
}

const SCRIPT_SOURCE: Readonly<Record<PageClass, (origins: readonly string[]) => string>> = {
  A: () => `'none'`,
  B: (origins) => origins.map((origin) => `${origin}/enhance/`).join(' '),
  C: () => `'self'`,
};

/** The `Content-Security-Policy` of a class. `origins` are ours: a path in a source needs a host before it. */
export function contentSecurityPolicy(pageClass: PageClass, origins: readonly string[]): string {
  return [
    `default-src 'self'`,
    `script-src ${SCRIPT_SOURCE[pageClass](origins)}`,
    // Named, or the offline page's worker would fall back to the narrow script-src.
    `worker-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
