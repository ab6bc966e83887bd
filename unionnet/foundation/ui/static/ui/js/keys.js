// SPDX-License-Identifier: Apache-2.0
// The desk by keyboard: J K move, Enter opens, any other letter presses the button that carries it or begins the
// form that does, Ctrl+Enter sends what was written, / searches.
let row = -1;

function rows() {
  return [...document.querySelectorAll("table[data-keys] tbody tr")].filter((line) => line.offsetParent);
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  all[row]?.classList.remove("focus");
  row = Math.max(0, Math.min(all.length - 1, row + step));
  all[row].classList.add("focus");
  all[row].scrollIntoView({ block: "nearest" });
  all[row].querySelector("a.rowlink, a, button")?.focus({ preventScroll: true });
}

function press(letter) {
  const here = rows()[row]?.querySelector(`[data-key="${letter}"]`);
  const there = here ?? document.querySelector(`[data-key="${letter}"]`);
  if (!here && row < 0 && there?.closest("tbody")) move(1); // show whom it is about; the next press does it
  else if (there?.matches("form")) begin(there);
  else there?.click();
  return Boolean(there);
}

function begin(form) {
  const folded = form.closest("details");
  if (folded) folded.open = true;
  form.querySelector("textarea, select, input:not([type=hidden])")?.focus();
}

function send(event) {
  const form = event.target.matches?.("textarea") && event.target.closest("form[data-send]");
  if (!form) return false;
  event.preventDefault();
  form.requestSubmit();
  return true;
}

function typing(target) {
  return target.closest?.("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable], dialog");
}

export function start() {
  // A key that presses nothing on this page is not promised.
  for (const hint of document.querySelectorAll(".keys [data-hint]")) {
    const key = hint.dataset.hint;
    hint.hidden = key.length === 1 && !document.querySelector(`[data-key="${key}"]`);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && send(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "/") {
      const find = document.querySelector("[data-slash]");
      if (find) { event.preventDefault(); find.focus(); }
      return;
    }
    const letter = event.key.toUpperCase();
    if (letter === "J") move(1);
    else if (letter === "K") move(-1);
    else if (event.key === "Enter" && event.target === document.body && row >= 0) open(rows()[row]);
    else if (/^[A-Z]$/.test(letter) && press(letter)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const line = event.target.closest?.("tr[data-href]");
    if (line && !event.target.closest("a, button, input, label, summary") && !String(window.getSelection())) open(line);
  });
}

function open(line) {
  if (line?.dataset.href) window.location.assign(line.dataset.href);
}
