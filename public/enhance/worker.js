/* Why: components/layout/enhance.ts */
const STORE = 'help-2';
const PAGES = ['/en/help-now', '/es/help-now'];

async function keep() {
  const store = await caches.open(STORE);
  for (const page of PAGES) {
    const response = await fetch(page, { credentials: 'omit', cache: 'no-cache' });
    if (!response.ok) continue;
    const html = await response.text();
    const headers = new Headers(response.headers);
    headers.delete('content-encoding');
    headers.delete('content-length');
    await store.put(page, new Response(html.replace('id="offline" hidden=""', 'id="offline"'), { headers }));
    const sheets = html.match(/\/_next\/static\/[^"\\]+\.css/g) || [];
    await Promise.all([...new Set(sheets)].map(async (sheet) => (await store.match(sheet)) || store.add(sheet)));
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && !url.pathname.endsWith('/leave')) {
    const page = url.pathname.startsWith('/es') ? PAGES[1] : PAGES[0];
    event.respondWith(fetch(request).catch(async () => (await caches.match(page)) || Response.error()));
    if (PAGES.includes(url.pathname)) event.waitUntil(keep().catch(() => {}));
  } else if (url.pathname.endsWith('.css')) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) || Response.error()));
  }
});
