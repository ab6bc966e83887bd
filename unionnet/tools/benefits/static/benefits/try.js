// SPDX-License-Identifier: Apache-2.0
// One try over the hot lane, told in place. Without this script the form posts, and the page says the same.

const room = document.querySelector("[data-raffle]");
const form = room.querySelector("[data-try]");
const said = room.querySelector("[data-said]");
const heads = { Authorization: `Ticket ${room.dataset.ticket}`, "Accept-Language": document.documentElement.lang };
const word = (name) => room.querySelector(`[data-word="${name}"]`).content.textContent;
let key = "";

function show(headline, note) {
  said.querySelector("[data-headline]").textContent = headline;
  said.querySelector("[data-note]").textContent = note;
  said.hidden = false;
  said.tabIndex = -1;
  said.focus();
}

function told(answer) {
  const headline = word(answer.outcome).replace("{prize}", answer.prize ?? "");
  show(headline, word("receipt").replace("{n}", answer.number).replace("{receipt}", answer.receipt));
  // The next page load says what is left; a card or a blank may be followed by another try.
  if (answer.outcome === "won" || answer.outcome === "entered") room.querySelector("[data-ask]").hidden = true;
}

async function attempt(event) {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  // One key for one press: if the answer is lost, asking again gets the same one.
  key = key || Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
  for (let turn = 0; turn < 6; turn += 1) {
    try {
      const reply = await fetch(room.dataset.raffle, { method: "POST", headers: { ...heads, "Idempotency-Key": key } });
      if (reply.status === 401) break;
      const answer = await reply.json();
      if (reply.ok) {
        key = "";
        button.disabled = false;
        return told(answer);
      }
      const early = answer.code === "not_open_yet" && turn < 3; // this phone's clock runs a little ahead
      if (reply.status !== 429 && reply.status !== 503 && !early) {
        room.querySelector("[data-ask]").hidden = true;
        return show(answer.message, answer.citation ?? "");
      }
    } catch {
      // the line broke: not knowing is neither yes nor no
    }
    await new Promise((wake) => setTimeout(wake, 300 * 2 ** turn * (0.5 + Math.random())));
  }
  return form.submit();
}

form.addEventListener("submit", attempt);
