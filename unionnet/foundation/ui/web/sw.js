// SPDX-License-Identifier: Apache-2.0
// Pages from the network first, the offline page when there is none; hashed files from the cache first.
// No page is kept but the one for no network: pages are personal, and phones and desks are shared. A page that
// goes on working without network keeps itself, without anybody's name (outbox.js).
const NAME = "unionnet-__VERSION__";
const PAGES = "unionnet-kept-pages";
const KEPT = "__KEPT__".split(" ");

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("unionnet-") && name !== NAME && name !== PAGES).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    const kept = await caches.match(request, { cacheName: PAGES, ignoreSearch: true, ignoreVary: true });
    return kept || (await caches.match("__OFFLINE__")) || Response.error();
  }
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && /\.[0-9a-f]{12}\./.test(request.url)) {
    const cache = await caches.open(NAME);
    await cache.put(request, answer.clone());
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("__STATIC__")) event.respondWith(file(request));
});
