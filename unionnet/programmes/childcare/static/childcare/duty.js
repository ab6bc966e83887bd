// SPDX-License-Identifier: Apache-2.0
// The roll goes on without network: each tap is sealed on the device first, then sent, in order, each once. The page
// itself names children and is never kept; it stays open until the network is back.
import { canKeep, drop, held, keep } from "../ui/js/outbox.js";

const HERE = window.location.pathname;
const AGAIN = 3000;
const roll = document.querySelector("[data-roll]");
const kept = document.querySelector("[data-kept]");
const said = document.querySelector("[data-said]");
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;
let state = "";
let changed = false; // a no leaves the list of hands open as it was

function tell(words, isGood) {
  said.textContent = words;
  said.classList.toggle("red", !isGood);
  said.hidden = false;
}

async function marked(form) {
  const { child, mark, pickup } = Object.fromEntries(new FormData(form));
  const waiting = (await held(HERE)).some(({ plain, says }) => !says && plain.child === child && plain.mark === mark);
  if (!waiting) {
    const at = Math.floor(Date.now() / 1000);
    await keep(HERE, crypto.randomUUID(), { child, mark, pickup: pickup ?? "", at }, { late: !navigator.onLine });
  }
  await send();
}

function post(row) {
  const { child, mark, pickup, at } = row.plain;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, child, mark, pickup });
  if (row.late) body.set("kept", at);
  return fetch(HERE, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
}

async function sendOne(row) {
  const answer = await post(row);
  if (answer.redirected || [401, 403, 404].includes(answer.status)) return "signin";
  if (!answer.ok) throw new Error("later");
  const { says, ok } = await answer.json();
  tell(says, ok);
  changed = changed || ok;
  if (ok || !row.late) await drop(row.n); // who still stands there hears the no; a late one stays to be read
  else await keep(HERE, row.id, row.plain, { n: row.n, late: true, says });
  return "";
}

async function sendAll() {
  state = "";
  changed = false;
  for (const row of (await held(HERE)).filter(({ says }) => !says)) {
    try {
      state = await sendOne(row);
    } catch {
      state = "offline";
      await keep(HERE, row.id, row.plain, { n: row.n, late: true });
      tell(word("offline"), true);
    }
    if (state) break; // in order: a child comes before it goes
  }
  if (changed && !state) await renewed();
}

// The roll as the server knows it now.
async function renewed() {
  const answer = await fetch(HERE, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  roll.replaceChildren(...page.querySelector("[data-roll]").childNodes);
}

// One tab at a time.
async function send() {
  if (navigator.locks) await navigator.locks.request(`duty ${HERE}`, { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
  await draw();
}

function problem(row) {
  const line = document.createElement("li");
  line.className = "item row spread";
  const text = document.createElement("span");
  text.className = "grow wrap";
  text.textContent = row.says;
  const gone = document.createElement("button");
  gone.type = "button";
  gone.className = "btn plain small";
  gone.textContent = word("drop");
  gone.addEventListener("click", () => drop(row.n).then(draw));
  line.append(text, gone);
  return line;
}

async function draw() {
  const rows = await held(HERE);
  const waiting = rows.filter(({ says }) => !says);
  kept.hidden = !rows.length;
  kept.querySelector("[data-count]").textContent = waiting.length ? word("kept").replace("{n}", waiting.length) : "";
  kept.querySelector("[data-state]").textContent = state ? word(state) : "";
  kept.querySelector("[data-list]").replaceChildren(...rows.filter(({ says }) => says).map(problem));
  for (const line of roll.querySelectorAll("[data-child]")) {
    const note = line.querySelector("[data-pending]");
    note.hidden = !waiting.some(({ plain }) => plain.child === line.dataset.child);
    note.textContent = word("saved");
  }
}

if (canKeep) {
  roll.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-mark]")) return;
    event.preventDefault();
    marked(event.target);
  });
  window.addEventListener("online", send);
  setInterval(async () => {
    if (navigator.onLine && (await held(HERE)).some(({ says }) => !says)) send();
  }, AGAIN);
  send();
} else {
  tell(word("unkept"), false);
}
