// SPDX-License-Identifier: Apache-2.0
// Who signs out leaves nothing on the device; what is not sent yet is asked about first.
import { ask } from "./confirm.js";
import { canKeep, forget, unsent } from "./outbox.js";
import { word } from "./words.js";

export function start() {
  const out = document.querySelector("script[data-out]")?.dataset.out;
  if (!out || !canKeep) return;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== out || event.defaultPrevented) return;
    event.preventDefault();
    const left = await unsent().catch(() => 0);
    if (left && !(await ask(word("unsent").replace("{n}", left)))) return delete form.dataset.sent;
    await forget().catch(() => {});
    form.submit();
  });
}
