// SPDX-License-Identifier: Apache-2.0
// The one module every shell loads. Each part looks for its own attributes and does nothing without them.
import { start as keys } from "./keys.js";
import { start as once } from "./once.js";
import { start as confirm } from "./confirm.js";
import { start as countdown } from "./countdown.js";
import { start as share } from "./share.js";
import { start as live } from "./live.js";
import { start as preview } from "./preview.js";
import { start as sheet } from "./sheet.js";
import { start as offline } from "./offline.js";
import { start as tabs } from "./tabs.js";
import { start as leaving } from "./leaving.js";
import { start as opens } from "./opens.js";

document.documentElement.classList.add("js");
for (const start of [once, confirm, sheet, keys, countdown, share, live, preview, offline, tabs, leaving, opens]) {
  try {
    start();
  } catch (error) {
    console.error(error); // one part less is better than none at all
  }
}

document.querySelector("[data-summary]")?.focus();

document.addEventListener("click", async (event) => {
  const opener = event.target.closest?.("[data-scan]");
  if (!opener) return;
  event.preventDefault();
  const { scan } = await import("./scan.js");
  scan(opener);
});

for (const map of document.querySelectorAll("[data-map]")) {
  import("./map.js").then(({ show }) => show(map));
}
