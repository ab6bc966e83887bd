// SPDX-License-Identifier: Apache-2.0
// Decide the whole raffle again in this browser, from what is published: docs/raffles.md, a third time.
import { hmac } from "../vendor/noble/hmac.js";
import { sha256 } from "../vendor/noble/sha2.js";
import { shake256 } from "../vendor/noble/sha3.js";

const box = document.querySelector("[data-recompute]");
const line = box.querySelector("[data-result]");
const word = (name) => box.querySelector(`[data-word="${name}"]`).content.textContent;
const bytes = (text) => new TextEncoder().encode(text);
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
const PART = 2000;

function say(text) {
  line.textContent = text;
  line.hidden = false;
}

const rest = () => new Promise((wake) => setTimeout(wake));

function number64(number) {
  const raw = new Uint8Array(8);
  new DataView(raw.buffer).setBigUint64(0, BigInt(number));
  return raw;
}

function wordOf(seed, number) {
  let found = 0n;
  for (const byte of hmac(sha256, seed, number64(number)).subarray(0, 7)) found = (found << 8n) | BigInt(byte);
  return Number(found % 1000000n);
}

// The first try that was told otherwise, 0 when all agree.
async function firstDifference(seed, { table, lines, given_back: back }) {
  const left = new Map(table.map(({ rank, stock }) => [rank, stock]));
  const returns = [...back];
  for (const [at, [number, , told]] of lines.entries()) {
    while (returns.length && returns[0][0] < number) {
      const [, rank, quantity] = returns.shift();
      left.set(rank, left.get(rank) + quantity);
    }
    const found = wordOf(seed, number);
    const tier = table.find(({ since, until }) => since <= found && found < until);
    const rank = tier && left.get(tier.rank) !== 0 ? tier.rank : 0;
    if (rank && left.get(rank) !== null) left.set(rank, left.get(rank) - 1);
    if (number !== at + 1 || rank !== told) return number;
    if (at % PART === 0) {
      say(word("at_work").replace("{n}", number).replace("{of}", lines.length));
      await rest();
    }
  }
  return 0;
}

function rootOf(roster) {
  let level = roster.map((text) => sha256(Uint8Array.of(0, ...bytes(text))));
  if (!level.length) return sha256(new Uint8Array());
  while (level.length > 1) {
    const above = [];
    for (let n = 0; n < level.length; n += 2) {
      above.push(n + 1 < level.length ? sha256(Uint8Array.of(1, ...level[n], ...level[n + 1])) : level[n]);
    }
    level = above;
  }
  return level[0];
}

function orderOf(seed, root, said, roster) {
  const order = [...roster];
  const stream = shake256.create({ dkLen: 8 }).update(bytes("unionnet-draw-1")).update(seed).update(root).update(bytes(said));
  const next = () => new DataView(stream.xof(8).buffer).getBigUint64(0);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const many = BigInt(last + 1);
    const fair = (2n ** 64n / many) * many;
    let found = next();
    while (found >= fair) found = next();
    const chosen = Number(found % many);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

function winsDiffer(seed, root, told) {
  const order = orderOf(seed, root, told.public_word, told.roster);
  const ranks = told.table.flatMap(({ rank, stock }) => Array(stock).fill(rank)).slice(0, order.length);
  const wins = ranks.map((rank, n) => [order[n], rank]);
  return JSON.stringify(wins) !== JSON.stringify(told.wins) ? 1 : 0;
}

async function wrong(told) {
  const seed = unhex(told.seed);
  const columns = ["rank", "name", "since", "until", "stock"];
  const table = told.table.map((row) => columns.map((name) => row[name] ?? "").join("|")).join("\n");
  if (hex(sha256(seed)) !== told.commitment) return word("seed");
  if (hex(sha256(bytes(table))) !== told.table_digest) return word("table");
  if (told.kind === "instant") {
    const number = await firstDifference(seed, told);
    return number ? word("lines").replace("{n}", number) : "";
  }
  const root = rootOf(told.roster);
  if (hex(root) !== told.roster_root) return word("roster");
  const number = winsDiffer(seed, root, told);
  return number ? word("lines").replace("{n}", number) : "";
}

box.querySelector("button").addEventListener("click", async (event) => {
  event.target.disabled = true;
  try {
    const told = await (await fetch(box.dataset.recompute)).json();
    const what = await wrong(told);
    const count = (told.lines ?? told.roster).length;
    say(what ? word("differs").replace("{what}", what) : word("equal").replace("{n}", count));
  } catch {
    say(word("failed"));
  }
  event.target.disabled = false;
});
