// SPDX-License-Identifier: Apache-2.0
// Checks a card in the browser with the server's public key, kept for when the network is gone.
const form = document.querySelector("[data-verify]");
const field = form.querySelector("#token");
const verdict = document.querySelector("[data-verdict]");
const KEPT = "unionnet-card-key";
const says = (name) => document.querySelector(`[data-says="${name}"]`).innerHTML;

const own = { kty: "EC", crv: "P-256", x: form.dataset.x, y: form.dataset.y };
if (own.x) localStorage.setItem(KEPT, JSON.stringify(own));
const jwk = own.x ? own : JSON.parse(localStorage.getItem(KEPT) || "null");

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function read(token) {
  const [payload, signature] = token.trim().split("/").pop().split(".");
  const how = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, how, false, ["verify"]);
  const signed = new TextEncoder().encode(payload);
  const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(signature), signed);
  return good ? JSON.parse(new TextDecoder().decode(bytes(payload))) : null;
}

function show(kind, head, line, foot) {
  const [second, third] = verdict.querySelectorAll("p");
  verdict.className = `card verdict ${kind}`;
  verdict.querySelector("b").textContent = head;
  second.textContent = line;
  third.textContent = foot;
  verdict.hidden = false;
  document.querySelectorAll("[data-server]").forEach((old) => old.remove());
}

async function check() {
  let claim = null;
  try { claim = await read(field.value); } catch { claim = null; }
  if (!claim) return show("no", says("bad"), "", "");
  if (claim.e * 1000 <= Date.now()) return show("no", says("over"), "", "");
  return show(claim.s === "member" ? "ok" : "no", says(claim.s), claim.u, says("offline"));
}

form.addEventListener("submit", (event) => {
  if (navigator.onLine || !window.crypto?.subtle || !jwk) return;
  event.preventDefault();
  check();
});
field.addEventListener("input", () => {
  if (field.value.includes(".") && navigator.onLine && field.value.length > 150 && field.dataset.scanned) form.requestSubmit();
});
