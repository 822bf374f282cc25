/* Keeps the two help pages and their style sheet, and nothing else: no page that a person has filled in is stored.
   A page that cannot be reached is answered with the help page of its language. */
const STORE = 'help-1';
const PAGES = ['/en/help-now', '/es/help-now'];

async function keep() {
  const store = await caches.open(STORE);
  for (const page of PAGES) {
    const response = await fetch(page, { credentials: 'omit', cache: 'no-cache' });
    if (!response.ok) continue;
    await store.put(page, response.clone());
    const sheets = (await response.text()).match(/\/_next\/static\/[^"\\]+\.css/g) || [];
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
    // Numbers change: a look at a help page renews the kept ones.
    if (PAGES.includes(url.pathname)) event.waitUntil(keep().catch(() => {}));
  } else if (url.pathname.endsWith('.css')) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) || Response.error()));
  }
});
