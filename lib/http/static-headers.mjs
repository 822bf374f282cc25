/**
 * Headers that every response carries, static files and error pages included.
 * The page-class `Content-Security-Policy` is added per request by proxy.ts.
 * Plain JavaScript because next.config.js reads it before anything is compiled.
 */
export const STATIC_HEADERS = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // Not no-referrer: with it browsers send "Origin: null" on our own forms, and the check in proxy.ts refuses them.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  {
    key: 'Permissions-Policy',
    value:
      'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  },
];

/** Rules in the shape of Next's `headers()`; assets under /enhance are named by content in their query, so a day is safe. */
export function staticHeaderRules() {
  return [
    { source: '/:path*', headers: STATIC_HEADERS },
    { source: '/:locale(en|es)/sign-out', headers: [{ key: 'Clear-Site-Data', value: '"cache", "cookies", "storage"' }] },
    { source: '/enhance/:path*', headers: [{ key: 'Cache-Control', value: 'public, max-age=86400' }] },
    {
      source: '/enhance/worker.js',
      headers: [
        { key: 'Cache-Control', value: 'no-cache' },
        // The policy of a worker's file is the worker's: it keeps the offline page.
        { key: 'Content-Security-Policy', value: "default-src 'self'; frame-ancestors 'none'" },
        // The offline help page stands in for every page of the site, so the worker's reach is wider than its folder.
        { key: 'Service-Worker-Allowed', value: '/' },
      ],
    },
  ];
}
