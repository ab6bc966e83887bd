// SPDX-License-Identifier: Apache-2.0
// What could not be sent is kept on the device, sealed: the key lies in IndexedDB and cannot be taken out of it.
// With the last row the key goes too. Signing out forgets everything.
const NAME = "unionnet-outbox";
const PAGES = "unionnet-kept-pages";
const HOW = "AES-GCM";

export const canKeep = Boolean(window.isSecureContext && window.crypto?.subtle && window.indexedDB);

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("rows", { keyPath: "n", autoIncrement: true });
      asked.result.createObjectStore("keys");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

// One transaction; what `work` returns is a request, whose result comes when all is written.
async function within(stores, mode, work) {
  const db = await opened();
  try {
    return await new Promise((done, failed) => {
      const deal = db.transaction(stores, mode, { durability: "strict" });
      const asked = work(deal);
      deal.oncomplete = () => done(asked?.result);
      deal.onerror = deal.onabort = () => failed(deal.error);
    });
  } finally {
    db.close();
  }
}

async function key() {
  const held = await within(["keys"], "readonly", (deal) => deal.objectStore("keys").get("seal"));
  if (held) return held;
  const fresh = await crypto.subtle.generateKey({ name: HOW, length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await within(["keys"], "readwrite", (deal) => deal.objectStore("keys").add(fresh, "seal"));
    return fresh;
  } catch {
    return key(); // another tab was quicker
  }
}

const bound = (box, id) => new TextEncoder().encode(`${box} ${id}`);

async function sealed(box, id, plain) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(plain));
  const how = { name: HOW, iv, additionalData: bound(box, id) };
  return { iv, text: await crypto.subtle.encrypt(how, await key(), text) };
}

// Keep `plain` under `id`; on the device before it is sent anywhere. A row that has its `n` is written anew.
export async function keep(box, id, plain, row = {}) {
  const kept = { ...row, box, id, ...(await sealed(box, id, plain)) };
  delete kept.plain;
  kept.n = await within(["rows"], "readwrite", (deal) => deal.objectStore("rows").put(kept));
  return kept;
}

// The rows of a box in the order they were kept, opened.
export async function held(box) {
  const rows = await within(["rows"], "readonly", (deal) => deal.objectStore("rows").getAll());
  const mine = rows.filter((row) => row.box === box);
  const seal = mine.length ? await key() : null;
  return Promise.all(mine.map(async (row) => {
    const how = { name: HOW, iv: row.iv, additionalData: bound(row.box, row.id) };
    const text = await crypto.subtle.decrypt(how, seal, row.text);
    return { ...row, plain: JSON.parse(new TextDecoder().decode(text)) };
  }));
}

// Away with a row; with the last of them the key is no use any more.
export async function drop(n) {
  await within(["rows", "keys"], "readwrite", (deal) => {
    const rows = deal.objectStore("rows");
    rows.delete(n);
    rows.count().onsuccess = (counted) => counted.target.result || deal.objectStore("keys").clear();
  });
}

export function unsent() {
  return within(["rows"], "readonly", (deal) => deal.objectStore("rows").count());
}

// The page itself, as the server gives it without anybody's name, and the files it stands on.
export async function keepPage(address, bare) {
  const cache = await caches.open(PAGES);
  const answer = await fetch(bare, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  await cache.put(address, answer);
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  const ours = files.filter((name) => name.startsWith(`${window.location.origin}/static/`));
  await Promise.allSettled([...new Set(ours)].map((name) => cache.add(name)));
}

export function forget() {
  window.caches?.delete(PAGES);
  return new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = () => done();
  });
}
