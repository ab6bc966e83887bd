// SPDX-License-Identifier: Apache-2.0
// The keeper's forms go through the outbox: sealed on the phone first, then sent, in order, each once (decision 0037).
import { canKeep, drop, held, keep, keepPage } from "../ui/js/outbox.js";

const HERE = window.location.pathname;
const AGAIN = 5000;
const kept = document.querySelector("[data-kept]");
const forms = [...document.querySelectorAll("form[data-keeper]")];
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;
let state = "";

const asText = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(file);
});

// What a form says, as text; a photo as its bytes in text.
async function said(form, button) {
  const fields = [];
  for (const [name, value] of new FormData(form, button)) {
    if (name === "csrfmiddlewaretoken") continue;
    if (!(value instanceof File)) fields.push([name, value]);
    else if (value.size) fields.push([name, await asText(value), value.name]);
  }
  return { to: new URL(form.action).pathname, fields, at: Math.floor(Date.now() / 1000) };
}

async function submitted(event) {
  event.preventDefault();
  const form = event.target;
  await keep(HERE, crypto.randomUUID(), await said(form, event.submitter));
  form.reset();
  form.closest("details")?.removeAttribute("open");
  await send();
}

// The policy of the page lets nobody fetch a data: address; so by hand.
function asFile(text) {
  const [head, content] = text.split(",");
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type: head.slice("data:".length).split(";")[0] });
}

function bodyOf({ plain }) {
  const body = new FormData();
  for (const [name, value, file] of plain.fields) {
    if (file) body.append(name, asFile(value), file);
    else body.append(name, value);
  }
  body.set("kept", plain.at);
  return body;
}

function post(row, token) {
  const body = bodyOf(row);
  body.set("csrfmiddlewaretoken", token);
  return fetch(row.plain.to, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
}

// The page may be an old one from the phone: its token is renewed from the server.
async function renewed() {
  const answer = await fetch(`${HERE}?bare=1`, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-keeper] [name=csrfmiddlewaretoken]")?.value ?? "";
  if (token) for (const form of forms) form.elements.csrfmiddlewaretoken.value = token;
  return token;
}

async function sendOne(row) {
  let answer = await post(row, forms[0].elements.csrfmiddlewaretoken.value);
  if (answer.status === 403) {
    const token = await renewed();
    if (token) answer = await post(row, token);
  }
  if (answer.redirected || [401, 403, 404].includes(answer.status)) return "signin";
  if (!answer.ok) throw new Error("later");
  const { says, ok } = await answer.json();
  if (ok) await drop(row.n);
  else await keep(HERE, row.id, row.plain, { n: row.n, says });
  return "";
}

// Whether something was taken: then the page is old.
async function sendAll() {
  let taken = 0;
  state = "";
  for (const row of (await held(HERE)).filter(({ says }) => !says)) {
    try {
      state = await sendOne(row);
      if (!state) taken += 1;
    } catch {
      state = "offline";
    }
    if (state) break; // in order: what comes later waits
  }
  return taken;
}

// One tab at a time.
async function send() {
  const work = async (lock) => (lock ? sendAll() : 0);
  const taken = navigator.locks ? await navigator.locks.request(`keeper ${HERE}`, { ifAvailable: true }, work) : await sendAll();
  const rows = await draw();
  if (taken && !state && !rows.length) window.location.reload();
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
  return rows;
}

if (canKeep && forms.length) {
  for (const form of forms) form.addEventListener("submit", submitted);
  window.addEventListener("online", send);
  setInterval(async () => {
    if (navigator.onLine && (await held(HERE)).some(({ says }) => !says)) send();
  }, AGAIN);
  send();
  navigator.serviceWorker?.ready.then(() => keepPage(HERE, `${HERE}?bare=1`)).catch(() => {});
}
