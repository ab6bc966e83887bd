// SPDX-License-Identifier: Apache-2.0
// A table that goes on without network: each slip is sealed on the device first, then sent, in order, each once.
import { canKeep, drop, held, keep, keepPage } from "../ui/js/outbox.js";
import { isMobile, isResidentId, plain } from "./checks.js";

const form = document.querySelector("[data-booth]");
const BOX = form.dataset.booth;
const HERE = window.location.pathname;
const AGAIN = 5000;
const STAYS = ["id_type", "occupation", "unit"];
const ASKED = [...STAYS, "name", "id_number", "mobile", "agreed", "moves"];
const field = (name) => form.elements[name];
const word = (name) => document.querySelector(`[data-word="${name}"]`).content.textContent;
const counted = (name, n) => word(name).replace("{n}", n);
const kept = document.querySelector("[data-kept]");
const said = document.querySelector("[data-said]");
const NUMBER = said.querySelector(".no").textContent;
let mending = null;
let state = "";

function filled() {
  return Object.fromEntries(ASKED.map((name) => {
    const each = field(name);
    return [name, each.type === "checkbox" ? each.checked : each.value.trim()];
  }));
}

// The first thing that is wrong, and where.
async function wrong(slip) {
  for (const name of ["name", "id_number", "mobile", "occupation"]) {
    if (!slip[name]) return [name, word("empty") + form.querySelector(`label[for="id_${name}"]`).textContent.trim()];
  }
  const number = plain(slip.id_number);
  if (slip.id_type === "resident_id" && !isResidentId(number)) return ["id_number", word("bad_id")];
  if (!isMobile(plain(slip.mobile))) return ["mobile", word("bad_mobile")];
  if (!slip.agreed) return ["agreed", word("agree")];
  const others = (await held(BOX)).filter(({ n }) => n !== mending?.n);
  if (others.some((row) => plain(row.plain.id_number) === number)) return ["id_number", word("twice")];
  return null;
}

function complain(found) {
  const line = form.querySelector("[data-wrong]");
  line.hidden = !found;
  line.textContent = found ? found[1] : "";
  if (found) field(found[0]).focus();
}

function fresh() {
  const stays = STAYS.map((name) => [name, field(name).value]);
  form.reset();
  for (const name of ["name", "id_number", "mobile"]) field(name).value = "";
  for (const name of ["agreed", "moves"]) field(name).checked = false;
  for (const [name, value] of stays) field(name).value = value;
  mending = null;
  field("name").focus();
}

async function submitted() {
  const slip = filled();
  const found = await wrong(slip);
  complain(found);
  if (found) return;
  await keep(BOX, crypto.randomUUID(), { ...slip, mends: mending?.id ?? "" }, { late: !navigator.onLine || state === "offline" });
  if (mending) await drop(mending.n);
  tell({ says: word("saved"), name: slip.name });
  fresh();
  await send();
}

function tell({ says, name = "", number = "" }) {
  const card = said.querySelector("[data-pass]");
  card.hidden = !number;
  if (number) {
    card.querySelector(".name").textContent = name;
    card.querySelector(".no").textContent = NUMBER.replace("—", number);
  }
  said.querySelector("[data-sentence]").textContent = number ? says : `${name} ${says}`;
  said.hidden = false;
}

async function post(row, token) {
  const { plain: slip } = row;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, key: row.id });
  for (const name of [...ASKED, "mends"]) if (slip[name]) body.set(name, slip[name] === true ? "on" : slip[name]);
  if (row.late) body.set("kept", "on");
  return fetch(HERE, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
}

// The page may be an old one from the device: its token is renewed from the server.
async function renewed() {
  const answer = await fetch(`${HERE}?bare=1`, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[data-booth] [name=csrfmiddlewaretoken]")?.value ?? "";
  if (token) field("csrfmiddlewaretoken").value = token;
  return token;
}

async function sendOne(row) {
  let answer = await post(row, field("csrfmiddlewaretoken").value);
  if (answer.status === 403) {
    const token = await renewed();
    if (token) answer = await post(row, token);
  }
  const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  if (answer.redirected || [401, 403, 404].includes(answer.status)) return "signin";
  if (answer.status >= 502 || (answer.status >= 200 && answer.status < 300 && !isOurs)) throw new Error("later");
  const told = isOurs ? await answer.json() : {};
  if (answer.status === 409) {
    tell({ says: told.message ?? word("refused") }); // the table itself is closed: the slip waits
    return "refused";
  }
  if (!answer.ok || told.outcome === "refused") {
    await keep(BOX, row.id, row.plain, { n: row.n, late: row.late, says: told.says || word("failed") });
  } else {
    await drop(row.n);
  }
  tell({ ...told, says: told.says || word("failed"), name: told.name || row.plain.name });
  return "";
}

async function sendAll() {
  const rows = (await held(BOX)).filter(({ says }) => !says);
  state = "";
  for (const row of rows) {
    try {
      state = await sendOne(row);
    } catch {
      state = "offline";
      await keep(BOX, row.id, row.plain, { n: row.n, late: true });
    }
    if (state) break; // in order: what comes later waits
    await draw();
  }
  await draw();
}

// One tab at a time.
async function send() {
  if (navigator.locks) await navigator.locks.request(`booth ${BOX}`, { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
  await draw();
}

function entry(row) {
  const line = document.createElement("li");
  line.className = "item row spread";
  const text = document.createElement("span");
  text.className = "grow wrap";
  text.textContent = row.says ? `${row.plain.name}：${row.says}` : row.plain.name;
  line.append(text);
  if (row.says) line.append(button("mend", () => mend(row)), button("drop", () => drop(row.n).then(draw)));
  return line;
}

function button(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn plain small";
  made.textContent = word(name);
  made.addEventListener("click", act);
  return made;
}

// Back onto the form with what was filled in; sent again it is a slip of its own.
function mend(row) {
  mending = row;
  for (const name of ASKED) {
    const each = field(name);
    if (each.type === "checkbox") each.checked = row.plain[name];
    else each.value = row.plain[name];
  }
  complain(["id_number", row.says]);
}

async function draw() {
  const rows = await held(BOX);
  const waiting = rows.filter(({ says }) => !says).length;
  const parts = [];
  if (waiting) parts.push(counted("kept", waiting));
  if (rows.length > waiting) parts.push(counted("problems", rows.length - waiting));
  kept.hidden = !rows.length;
  kept.querySelector("[data-count]").textContent = parts.join("，");
  kept.querySelector("[data-state]").textContent = state ? word(state) : "";
  kept.querySelector("[data-list]").replaceChildren(...rows.map(entry));
}

if (canKeep) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
  window.addEventListener("online", send);
  setInterval(async () => {
    if (navigator.onLine && (await held(BOX)).some(({ says }) => !says)) send();
  }, AGAIN);
  send();
  navigator.serviceWorker?.ready.then(() => keepPage(HERE, `${HERE}?bare=1`)).catch(() => {});
} else {
  complain(["name", word("unkept")]);
}
