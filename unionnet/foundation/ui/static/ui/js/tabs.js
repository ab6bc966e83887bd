// SPDX-License-Identifier: Apache-2.0
// Tabs that are wider than the phone open with the one that is on in sight.
export function start() {
  for (const on of document.querySelectorAll(".tabs [aria-current], .chips [aria-current]")) {
    const row = on.closest("ul, .chips");
    row.scrollLeft = on.offsetLeft - row.offsetLeft - (row.clientWidth - on.offsetWidth) / 2;
  }
}
