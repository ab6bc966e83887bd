// SPDX-License-Identifier: Apache-2.0
// Counts to a moment by the server's clock: a phone ten minutes off shows the same seconds.
import { word } from "./words.js";

const sent = Number(document.body.dataset.now) || Date.now();
// The page was written just before its first byte came, so measure from there.
const journey = performance.getEntriesByType("navigation")[0];
const arrived = Date.now() - performance.now() + (journey?.responseStart ?? 0);
// A page out of the browser's own store is old: then the phone's clock is the better one.
let offset = journey?.type === "back_forward" ? 0 : sent - arrived;

export function serverNow() {
  return Date.now() + offset;
}

export function setServerTime(milliseconds) {
  offset = milliseconds - Date.now();
}

export function spell(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const days = Math.floor(seconds / 86400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return days ? `${days} ${word("day")} ${clock}` : clock;
}

function tick() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const left = Date.parse(time.dateTime) - serverNow();
    const text = left > 0 ? spell(left) : time.dataset.done;
    if (time.textContent !== text) time.textContent = text;
    if (left <= 0 && !time.dataset.over) reach(time);
  }
  for (const time of document.querySelectorAll("time[data-clock]")) {
    const now = new Date(serverNow());
    const text = now.toLocaleString("sv-SE", { timeZone: time.dataset.zone || undefined });
    if (time.textContent !== text) time.textContent = text;
  }
}

function reach(time) {
  time.dataset.over = "1";
  time.dispatchEvent(new CustomEvent("countdown:over", { bubbles: true }));
  const ticking = Number(time.dataset.started || 0);
  // Everyone reaches zero at once: spread the reloads over a second and a half.
  if (time.dataset.href && ticking) setTimeout(() => window.location.assign(time.dataset.href), Math.random() * 1500);
}

export function start() {
  const times = document.querySelectorAll("time[data-countdown], time[data-clock]");
  if (!times.length && !document.querySelector("[data-live]")) return;
  for (const time of times) {
    if (time.dateTime && Date.parse(time.dateTime) > serverNow()) time.dataset.started = "1";
  }
  tick();
  setInterval(tick, 250);
}
