// SPDX-License-Identifier: Apache-2.0
// A short sentence that goes away by itself; spoken politely.
let shelf;

export function toast(sentence, milliseconds = 4000) {
  if (!sentence) return;
  if (!shelf) {
    shelf = document.createElement("div");
    shelf.className = "toasts";
    shelf.setAttribute("role", "status");
    shelf.setAttribute("aria-live", "polite");
    document.body.append(shelf);
  }
  const line = document.createElement("p");
  line.textContent = sentence;
  shelf.append(line);
  setTimeout(() => line.remove(), milliseconds);
}
