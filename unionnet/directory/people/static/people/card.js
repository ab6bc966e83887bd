// SPDX-License-Identifier: Apache-2.0
// Counts the code down by the server's clock and fetches the next one shortly before it ends.
const box = document.querySelector("[data-card]");
const ahead = Number(document.body.dataset.now) - Date.now();
let asking = false;

async function renew() {
  if (asking || !navigator.onLine) return;
  asking = true;
  try {
    const answer = await fetch(box.dataset.card, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) box.innerHTML = await answer.text();
  } catch { /* offline: the code on screen stays good until its end */ }
  asking = false;
}

function tick() {
  const until = Number(box.querySelector("[data-until]").dataset.until) * 1000;
  const left = Math.max(0, Math.round((until - Date.now() - ahead) / 1000));
  const shown = box.querySelector("[data-left]");
  if (shown) shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  if (left < 30) renew();
}

if (box) {
  tick();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
}
