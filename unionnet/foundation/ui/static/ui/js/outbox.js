// SPDX-License-Identifier: Apache-2.0
// What could not be sent is kept on the device, sealed: each row under a key of its own that lies beside it and cannot
// be taken out. With the row its key goes: one key for all would have to be made and thrown away between two writers,
// and a row sealed in that moment could never be opened again. Signing out forgets everything.
const NAME = "unionnet-outbox";
const PAGES = "unionnet-kept-pages";
const HOW = "AES-GCM";

export const canKeep = Boolean(window.isSecureContext && window.crypto?.subtle && window.indexedDB);

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("rows", { keyPath: "n", autoIncrement: true });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

// One transaction; what `work` returns is a request, whose result comes when all is written.
async function within(mode, work) {
  const db = await opened();
  try {
    return await new Promise((done, failed) => {
      const deal = db.transaction("rows", mode, { durability: "strict" });
      const asked = work(deal.objectStore("rows"));
      deal.oncomplete = () => done(asked.result);
      deal.onerror = deal.onabort = () => failed(deal.error);
    });
  } finally {
    db.close();
  }
}

const bound = (box, id) => new TextEncoder().encode(`${box} ${id}`);

async function sealed(box, id, plain) {
  const seal = await crypto.subtle.generateKey({ name: HOW, length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(plain));
  return { seal, iv, text: await crypto.subtle.encrypt({ name: HOW, iv, additionalData: bound(box, id) }, seal, text) };
}

// Keep `plain` under `id`; on the device before it is sent anywhere. A row that has its `n` is written anew.
export async function keep(box, id, plain, row = {}) {
  const kept = { ...row, box, id, ...(await sealed(box, id, plain)) };
  delete kept.plain;
  kept.n = await within("readwrite", (rows) => rows.put(kept));
  return kept;
}

// The rows of a box in the order they were kept, opened.
export async function held(box) {
  const rows = await within("readonly", (all) => all.getAll());
  return Promise.all(rows.filter((row) => row.box === box).map(async (row) => {
    const how = { name: HOW, iv: row.iv, additionalData: bound(row.box, row.id) };
    const text = await crypto.subtle.decrypt(how, row.seal, row.text);
    return { ...row, plain: JSON.parse(new TextDecoder().decode(text)) };
  }));
}

// Away with a row, and its key with it.
export async function drop(n) {
  await within("readwrite", (rows) => rows.delete(n));
}

export function unsent() {
  return within("readonly", (rows) => rows.count());
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
