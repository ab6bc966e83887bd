// SPDX-License-Identifier: Apache-2.0
// What was seen at a home is sealed on the device first and sent when there is network: the words, then the photos
// one by one, each once, since its key goes along. The page names a household and is never kept; it stays open
// until all was sent, and opened again it goes on.
import { canKeep, drop, held, keep } from "../ui/js/outbox.js";
import { asForm, isPhoto, photosIn, show, take } from "./photos.js";

const HERE = window.location.pathname;
const AGAIN = 3000;
const form = document.querySelector("[data-visit]");
const list = document.querySelector("[data-photos]");
const said = document.querySelector("[data-said]");
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;

function tell(words, isGood) {
  said.textContent = words;
  said.classList.toggle("red", !isGood);
  said.hidden = false;
}

// What the server says of it, or nothing when somebody has to sign in first.
async function sent(address, body) {
  body.append("csrfmiddlewaretoken", document.querySelector("[data-token] [name=csrfmiddlewaretoken]").value);
  const how = { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" };
  const answer = await fetch(address, how);
  if (answer.redirected || [401, 403, 404].includes(answer.status)) {
    tell(word("signin"), false);
    return null;
  }
  if (!answer.ok) throw new Error("later");
  return answer.json();
}

// The words. A no is read here, and what was written stands in the form, also of a page opened again.
async function sendWords(row) {
  const answer = await sent(HERE, new URLSearchParams(row.plain));
  if (!answer) return false;
  await drop(row.n);
  tell(answer.says, answer.ok);
  if (form) {
    form.hidden = answer.ok;
    if (!answer.ok) fill(row.plain);
  }
  return answer.ok;
}

async function sendPhotos() {
  const rows = await photosIn(HERE);
  let last = null;
  for (const [n, row] of rows.entries()) {
    tell(word("sending").replace("{n}", rows.length - n), true);
    const answer = await sent(`${HERE}/photos`, asForm(row.plain));
    if (!answer) return;
    await drop(row.n);
    if (!last || last.ok) last = answer; // a no is not talked over by the next yes
  }
  if (last) tell(last.says, last.ok);
}

// Photos wait for their words: while the form stands open, there are none yet.
async function sendAll() {
  const words = (await held(HERE)).filter((row) => !isPhoto(row));
  try {
    for (const row of words) if (!(await sendWords(row))) return;
    if (!form || form.hidden) await sendPhotos();
  } catch {
    tell(word("kept"), true);
    if (form && words.length) form.hidden = true;
  }
}

// One tab at a time.
async function send() {
  if (navigator.locks) await navigator.locks.request(`visit ${HERE}`, { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
}

function fill(plain) {
  for (const [name, value] of Object.entries(plain)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

async function start() {
  if (form) {
    const [photo] = await photosIn(HERE);
    if (photo) form.elements.key.value = photo.plain.visit; // they belong to the visit that is written now
    form.elements.photos.addEventListener("change", async ({ target }) => {
      const wrong = await take(HERE, form.elements.key.value, [...target.files], Number(list.dataset.most));
      target.value = "";
      if (wrong) tell(word(wrong).replace("{n}", list.dataset.most), false);
      await show(HERE, list, word);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { csrfmiddlewaretoken: _token, photos: _photos, ...plain } = Object.fromEntries(new FormData(form));
      if (!(await held(HERE)).some((row) => !isPhoto(row))) await keep(HERE, plain.key, plain);
      await send();
    });
    await show(HERE, list, word);
  }
  window.addEventListener("online", send);
  setInterval(async () => {
    if (navigator.onLine && (!form || form.hidden) && (await held(HERE)).length) send();
  }, AGAIN);
  await send();
}

if (canKeep) start();
else if (form) tell(word("unkept"), false);
