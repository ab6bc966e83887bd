// SPDX-License-Identifier: Apache-2.0
// Regions that keep themselves true: a fragment fetched when the stream speaks; every few seconds where there is
// no stream, or none that carries.
import { listen } from "./stream.js";
import { toast } from "./toast.js";
import { word } from "./words.js";

const DONE = 286; // "stop asking", as htmx says it
const CARRIES = 40_000; // milliseconds since a sign of life: two of them may be lost

async function refresh(region, timer) {
  if (region.dataset.busy) return;
  region.dataset.busy = "1";
  try {
    const answer = await fetch(region.dataset.live, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    if (answer.status === DONE) clearInterval(timer);
    const html = await answer.text();
    if (html !== region.dataset.was && !region.contains(document.activeElement)) {
      region.innerHTML = html; // our own server's fragment, under a strict policy
      region.dataset.was = html;
    }
    if (region.dataset.failed) delete region.dataset.failed;
  } catch {
    if (!region.dataset.failed) toast(word("stale"));
    region.dataset.failed = "1";
  } finally {
    delete region.dataset.busy;
  }
}

export function start() {
  for (const region of document.querySelectorAll("[data-live]")) {
    const seconds = Math.max(1, Number(region.dataset.seconds) || 5);
    let signOfLife = 0;
    const alive = () => { signOfLife = Date.now(); };
    const down = () => { signOfLife = 0; };
    const timer = setInterval(() => {
      const carries = Date.now() - signOfLife < CARRIES;
      if (!document.hidden && !carries) refresh(region, timer);
    }, seconds * 1000);
    if (region.dataset.stream && "EventSource" in window) {
      const hear = () => {
        alive();
        refresh(region, timer);
      };
      listen(region.dataset.stream, hear, { alive, down });
    }
  }
}
