// SPDX-License-Identifier: Apache-2.0
// Every word is kept as it is written: sealed in this browser first, then at the server, where the highest number
// of a change counts, so that a request that comes late overwrites nothing. The words are looked up meanwhile.
import { canKeep, drop, held, keep } from "../ui/js/outbox.js";

const BOX = "seats";
const PAUSE = 300; // milliseconds without a key before words are saved and looked up
const AGAIN = 3000;
const form = document.querySelector("form[data-console]");
const region = document.querySelector("[data-region]");
const saved = form.querySelector("[data-saved]");
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;
const here = form.dataset.draft;
let sequence = Number(form.dataset.sequence);
let latest = null; // what the server does not have yet
let row = {}; // where it is kept in this browser
let isSending = false;
let asked = "";
let asking = null;

const token = () => form.elements.csrfmiddlewaretoken.value;
const isWritten = (field) => "defaultValue" in field && field.value !== field.defaultValue; // since the page came
const said = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

function bodyOf({ fields, sequence: number }) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  body.set("sequence", number);
  body.set("csrfmiddlewaretoken", token());
  return body;
}

// What came of it: the number the server has, or a word for the seat. Without an answer it throws.
async function post(plain) {
  const answer = await fetch(plain.to, { method: "POST", body: bodyOf(plain), headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (answer.redirected || [401, 403].includes(answer.status)) return { says: "signin" };
  if ([404, 409].includes(answer.status)) return { says: "gone" };
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function settleLatest(plain, { says, sequence: theirs }) {
  if (says) saved.textContent = word(says);
  if (says === "signin") return false;
  if (latest === plain) {
    latest = null;
    if (row.n) await drop(row.n);
    row = {};
  }
  if (!says) saved.textContent = word(theirs > plain.sequence ? "elsewhere" : "saved");
  return !says;
}

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    while (latest) {
      const plain = latest;
      if (!(await settleLatest(plain, await post(plain)))) break;
    }
  } catch {
    saved.textContent = word(canKeep ? "kept" : "unkept");
  } finally {
    isSending = false;
  }
}

async function save() {
  latest = { to: here, sequence, fields: said() };
  if (canKeep) row = await keep(BOX, here, latest, row.n ? { n: row.n } : {});
  await send();
}

// From an earlier visit of this page, or of another call whose words could not be sent.
async function restore() {
  for (const kept of await held(BOX)) {
    if (kept.id === here && kept.plain.sequence > sequence) {
      row = { n: kept.n };
      sequence = kept.plain.sequence;
      latest = kept.plain;
      for (const [name, value] of kept.plain.fields) {
        const field = form.elements[name];
        if (field && !isWritten(field)) field.value = value;
      }
      await send();
    } else if (kept.id === here) await drop(kept.n);
    else await passOn(kept);
  }
}

// The words of another call; without network they wait for the next time.
async function passOn(kept) {
  try {
    const { says } = await post(kept.plain);
    if (says !== "signin") await drop(kept.n);
  } catch {
    // kept
  }
}

async function lookUp() {
  const words = `${form.elements.title.value} ${form.elements.text.value}`.trim();
  if (words === asked || words.length < 2) return;
  asked = words;
  asking?.abort();
  asking = new AbortController();
  const body = new URLSearchParams({ q: words, csrfmiddlewaretoken: token() });
  try {
    const answer = await fetch(form.dataset.applies, { method: "POST", body, signal: asking.signal, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    region.innerHTML = await answer.text(); // our own fragment, under a strict policy
  } catch {
    asked = ""; // the next key asks again
  }
}

let timer = 0;
function changed() {
  sequence += 1;
  clearTimeout(timer);
  timer = setTimeout(() => {
    save();
    lookUp();
  }, PAUSE);
}

// `/jb` Tab puts in the words of that key, `/1` Tab the first answer on the right with its source.
function putIn(field) {
  const typed = /\/([a-z]{1,8}|[1-9])$/.exec(field.value.slice(0, field.selectionStart ?? 0));
  if (!typed) return false;
  const found = document.querySelector(`[data-phrase="${typed[1]}"], [data-hit="${typed[1]}"]`);
  if (!found) return false;
  field.setRangeText(found.content.textContent, typed.index, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function onward(field) {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
  fields[fields.indexOf(field) + 1]?.focus();
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const isText = event.target.matches("textarea, input");
  if (event.key === "Tab" && !event.shiftKey && isText && putIn(event.target)) event.preventDefault();
  else if (event.key === "Enter" && event.target.matches("input, select")) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) form.requestSubmit();
    else onward(event.target);
  }
});
document.addEventListener("keydown", (event) => {
  const help = document.querySelector("[data-help]");
  if (event.key === "?" && !event.target.matches("input, textarea, select")) help.open = !help.open;
});
form.addEventListener("input", changed);
form.addEventListener("submit", () => clearTimeout(timer));
window.addEventListener("online", send);
setInterval(send, AGAIN);
const early = [...form.elements].some(isWritten); // whoever takes a call writes before a slow line has brought this file
if (canKeep) await restore();
if (early) changed();
else lookUp();
