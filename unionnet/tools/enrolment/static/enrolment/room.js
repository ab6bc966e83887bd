// SPDX-License-Identifier: Apache-2.0
// The waiting room: live numbers, and the hot lane for the one button. Without it the page reloads and posts a form.

const room = document.querySelector("[data-room]");
const form = document.querySelector("form[data-deed]");
const answer = document.querySelector("[data-answer]");
const heads = { Authorization: `Ticket ${room.dataset.ticket}`, "Accept-Language": document.documentElement.lang };
let stage = "";
let mine;
let taking = false;

function show(name, value) {
  for (const place of document.querySelectorAll(`[data-show="${name}"]`)) place.textContent = value;
}

function hear(news) {
  show("taken", news.taken);
  show("entered", news.entered);
  show("waiting", news.waiting);
  if (news.mine === "waiting") show("place", news.ahead + 1);
  const bar = document.querySelector(".room-fill + .metered .fill");
  if (bar && news.size) bar.setAttribute("width", `${Math.min(100, (100 * news.taken) / news.size)}%`);
  if (news.stage === "open") unlock();
  const turned = (stage && stage !== news.stage && news.stage !== "open") || (mine !== undefined && mine !== news.mine);
  stage = news.stage;
  mine = news.mine;
  // Many see the same turn at once: spread the reloads.
  if (turned && !taking) setTimeout(() => location.replace(room.dataset.here), Math.random() * 1500);
}

// At the opening second nobody reloads: the button is here already.
function unlock() {
  for (const part of document.querySelectorAll("[data-until-open]")) part.hidden = true;
  for (const part of document.querySelectorAll("[data-when-open]")) part.hidden = false;
}

async function listen() {
  const reply = await fetch(`${room.dataset.room}/stream`, { headers: heads });
  if (!reply.ok || !reply.body) return;
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const line = part.split("\n").find((each) => each.startsWith("data: "));
      if (line) hear(JSON.parse(line.slice(6)));
    }
  }
}

async function keepListening() {
  for (;;) {
    if (!document.hidden) await listen().catch(() => {});
    await new Promise((wake) => setTimeout(wake, 2000 + Math.random() * 3000));
  }
}

async function take(event) {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  taking = true;
  // One key for one wish: if the answer is lost, asking again gets the same one.
  room.dataset.key = room.dataset.key || Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
  for (let attempt = 0; attempt < 6; attempt += 1) {
    try {
      const reply = await fetch(`${room.dataset.room}/place`, { method: "POST", headers: { ...heads, "Idempotency-Key": room.dataset.key } });
      if (reply.status === 200 || reply.status === 201) return location.assign(room.dataset.receipt);
      if (reply.status === 202) return location.replace(room.dataset.here);
      if (reply.status === 401) break;
      const no = await reply.json();
      const early = no.code === "not_open_yet" && attempt < 3; // this phone's clock runs a little ahead
      if (reply.status !== 429 && reply.status !== 503 && !early) {
        answer.textContent = no.citation ? `${no.message} ${no.citation}` : no.message;
        answer.hidden = false;
        button.disabled = false;
        taking = false;
        return null;
      }
    } catch {
      // the line broke: not knowing is neither yes nor no
    }
    await new Promise((wake) => setTimeout(wake, 300 * 2 ** attempt * (0.5 + Math.random())));
  }
  return form.submit();
}

if (form) form.addEventListener("submit", take);
document.addEventListener("countdown:over", (event) => {
  if (document.querySelector("[data-until-open]") && room.contains(event.target)) unlock();
});
keepListening();
