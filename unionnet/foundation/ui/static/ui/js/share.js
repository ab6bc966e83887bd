// SPDX-License-Identifier: Apache-2.0
// Copy, share, print: each has a plain way too, these only save a step.
import { toast } from "./toast.js";
import { word } from "./words.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "sr";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(word("copied"));
}

export function start() {
  document.addEventListener("click", async (event) => {
    const target = event.target.closest?.("[data-copy], [data-share], [data-print], [data-retry]");
    if (!target) return;
    event.preventDefault();
    if ("print" in target.dataset) return window.print();
    if ("retry" in target.dataset) return window.location.reload();
    if ("copy" in target.dataset) return copy(target.dataset.copy);
    const url = target.dataset.share || window.location.href;
    if (!navigator.share) return copy(url);
    try {
      await navigator.share({ title: target.dataset.title || document.title, url });
    } catch { /* closed by the person */ }
  });
}
