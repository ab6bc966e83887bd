// SPDX-License-Identifier: Apache-2.0
// Sheets open by themselves; this adds Escape, the first field, and the focus back on the button.
export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-sheet][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  document.addEventListener("toggle", (event) => {
    const sheet = event.target;
    if (sheet.matches?.("details[data-sheet]") && sheet.open) {
      sheet.querySelector(".sheet input:not([type=hidden]), .sheet select, .sheet textarea, .sheet a, .sheet button")?.focus();
    }
  }, true);
}
