// SPDX-License-Identifier: Apache-2.0
// A counter that goes on without network: each code is sealed on the device first, then sent, in order, each once.
import { canKeep, drop, held, keep, keepPage } from "../ui/js/outbox.js";

const HERE = window.location.pathname;
const AGAIN = 5000;
const form = document.querySelector("[data-counter]");
const code = form.elements.code;
const kept = document.querySelector("[data-kept]");
const said = document.querySelector("[data-said]");
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;
let state = "";

function tell(words, isGood) {
  said.textContent = words;
  said.classList.toggle("red", !isGood);
  said.hidden = false;
}

async function submitted() {
  const shown = code.value.trim();
  if (!shown) return;
  await keep(HERE, crypto.randomUUID(), { code: shown, at: Math.floor(Date.now() / 1000) }, { late: !navigator.onLine });
  code.value = "";
  code.focus();
  await send();
}

function post(row, token) {
  const { plain } = row;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, key: row.id, code: plain.code });
  if (row.late) body.set("kept", plain.at);
  return fetch(HERE, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
}

// The page may be an old one from the device: its token is renewed from the server.
async function renewed() {
  const answer = await fetch(`${HERE}?bare=1`, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[data-counter] [name=csrfmiddlewaretoken]")?.value ?? "";
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  return token;
}

async function sendOne(row) {
  let answer = await post(row, form.elements.csrfmiddlewaretoken.value);
  if (answer.status === 403) {
    const token = await renewed();
    if (token) answer = await post(row, token);
  }
  if (answer.redirected || [401, 403, 404].includes(answer.status)) return "signin";
  if (!answer.ok) throw new Error("later");
  const { says, ok } = await answer.json();
  tell(says, ok);
  if (ok || !row.late) await drop(row.n); // who still stands there hears the no; a late one stays to be read
  else await keep(HERE, row.id, row.plain, { n: row.n, late: true, says });
  return "";
}

async function sendAll() {
  state = "";
  for (const row of (await held(HERE)).filter(({ says }) => !says)) {
    try {
      state = await sendOne(row);
    } catch {
      state = "offline";
      await keep(HERE, row.id, row.plain, { n: row.n, late: true });
      tell(word("offline"), true);
    }
    if (state) break; // in order: what comes later waits
  }
}

// One tab at a time.
async function send() {
  if (navigator.locks) await navigator.locks.request(`counter ${HERE}`, { ifAvailable: true }, (lock) => lock && sendAll());
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
  const waiting = rows.filter(({ says }) => !says).length;
  kept.hidden = !rows.length;
  kept.querySelector("[data-count]").textContent = waiting ? word("kept").replace("{n}", waiting) : "";
  kept.querySelector("[data-state]").textContent = state ? word(state) : "";
  kept.querySelector("[data-list]").replaceChildren(...rows.filter(({ says }) => says).map(problem));
}

if (canKeep) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "look") return;
    event.preventDefault();
    submitted();
  });
  window.addEventListener("online", send);
  setInterval(async () => {
    if (navigator.onLine && (await held(HERE)).some(({ says }) => !says)) send();
  }, AGAIN);
  send();
  navigator.serviceWorker?.ready.then(() => keepPage(HERE, `${HERE}?bare=1`)).catch(() => {});
} else {
  tell(word("unkept"), false);
}
