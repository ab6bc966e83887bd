// SPDX-License-Identifier: Apache-2.0
// What was seen at a home is sealed on the device first and sent when there is network, each visit once: its key
// goes along. The page names a household and is never kept; it stays open until it was sent.
import { canKeep, drop, held, keep } from "../ui/js/outbox.js";

const HERE = window.location.pathname;
const AGAIN = 3000;
const form = document.querySelector("[data-visit]");
const said = document.querySelector("[data-said]");
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;

function tell(words, isGood) {
  said.textContent = words;
  said.classList.toggle("red", !isGood);
  said.hidden = false;
}

async function sendOne(row) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ ...row.plain, csrfmiddlewaretoken: token });
  const answer = await fetch(HERE, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (answer.redirected || [401, 403, 404].includes(answer.status)) {
    tell(word("signin"), false);
    return;
  }
  if (!answer.ok) throw new Error("later");
  const { says, ok } = await answer.json();
  await drop(row.n); // a no is read here, and what was written still stands in the form
  tell(says, ok);
  form.hidden = ok;
}

async function sendAll() {
  for (const row of await held(HERE)) {
    try {
      await sendOne(row);
    } catch {
      tell(word("kept"), true);
      form.hidden = true;
      return;
    }
  }
}

// One tab at a time.
async function send() {
  if (navigator.locks) await navigator.locks.request(`visit ${HERE}`, { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
}

if (form && canKeep) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { csrfmiddlewaretoken: _token, ...plain } = Object.fromEntries(new FormData(form));
    if (!(await held(HERE)).some((row) => row.plain.key === plain.key)) await keep(HERE, plain.key, plain);
    await send();
  });
  window.addEventListener("online", send);
  setInterval(async () => {
    if (navigator.onLine && (await held(HERE)).length) send();
  }, AGAIN);
  send();
} else if (form) {
  tell(word("unkept"), false);
}
