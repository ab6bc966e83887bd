// SPDX-License-Identifier: Apache-2.0
// A signature drawn at the counter, by finger, pen or mouse. Only the lines leave the page, not how fast or how hard
// they were drawn. What could not be sent stays on the page and is sent again under the same key: it is one receipt.
const LEAST = 0.15; // of the width of the board; a shorter line is a slip of the finger
const INK = { lineWidth: 7, lineCap: "round", lineJoin: "round" };
const form = document.querySelector("[data-sign]");
const board = form.querySelector("canvas");
const state = form.querySelector("[data-state]");
const pen = Object.assign(board.getContext("2d"), INK);
const strokes = [];
let writing = null; // the pointer that writes: a hand that rests on the glass does not
let tried = 0;

const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;

function tell(words) {
  state.textContent = words;
  state.hidden = !words;
}

function draw() {
  pen.clearRect(0, 0, board.width, board.height);
  pen.beginPath();
  for (const stroke of strokes) {
    pen.moveTo(...stroke[0]);
    for (const point of stroke) pen.lineTo(...point);
  }
  pen.stroke();
}

function point(event) {
  const box = board.getBoundingClientRect();
  const scale = board.width / box.width;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}

function drawnLength() {
  const steps = strokes.flatMap((stroke) => stroke.slice(1).map(([x, y], n) => Math.hypot(x - stroke[n][0], y - stroke[n][1])));
  return steps.reduce((sum, step) => sum + step, 0);
}

board.addEventListener("pointerdown", (event) => {
  if (writing !== null || event.button !== 0) return;
  event.preventDefault();
  writing = event.pointerId;
  board.setPointerCapture(writing);
  strokes.push([point(event)]);
  tell("");
  draw();
});
board.addEventListener("pointermove", (event) => {
  if (event.pointerId !== writing) return;
  const passed = event.getCoalescedEvents?.() ?? [];
  strokes[strokes.length - 1].push(...(passed.length ? passed : [event]).map(point));
  draw();
});
for (const end of ["pointerup", "pointercancel"]) {
  board.addEventListener(end, (event) => {
    if (event.pointerId === writing) writing = null;
  });
}
form.querySelector("[data-undo]").addEventListener("click", () => { strokes.pop(); draw(); });
form.querySelector("[data-clear]").addEventListener("click", () => { strokes.length = 0; draw(); });

function post(body) {
  return fetch(window.location.pathname, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
}

// Who signed in anew in another window has another token: this page asks for it as it asked for itself.
async function renew(body) {
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  body.set("csrfmiddlewaretoken", page.querySelector("[data-sign] [name=csrfmiddlewaretoken]")?.value ?? "");
}

async function sent() {
  const body = new FormData(form);
  body.set("drawing", await new Promise((done) => board.toBlob(done, "image/png")), "signature.png");
  if (tried) body.set("kept", tried); // the code was good when it was sent first
  tried ||= Math.floor(Date.now() / 1000);
  let answer = await post(body);
  if (answer.status === 403) {
    await renew(body);
    answer = await post(body);
  }
  if (answer.redirected || [401, 403].includes(answer.status)) return tell(word("signin"));
  if (!answer.ok) throw new Error("later");
  const { says, ok } = await answer.json();
  return ok ? next(says) : tell(says);
}

// The next one may come: what was signed is gone from the screen.
function next(says) {
  document.querySelector("[data-signing]").remove();
  const said = document.querySelector("[data-said]");
  said.textContent = says;
  said.hidden = false;
  document.querySelector("form [name=code]").focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (drawnLength() < LEAST * board.width) return tell(word("empty"));
  const button = form.querySelector("button:not([type=button])");
  button.disabled = true;
  tell("");
  await sent().catch(() => tell(word("offline")));
  button.disabled = false;
});
