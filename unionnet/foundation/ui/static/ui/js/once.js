// SPDX-License-Identifier: Apache-2.0
// One tap, one post: a form marked data-once is not sent again while its answer is on the way.
import { word } from "./words.js";

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once") || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    const button = event.submitter ?? form.querySelector("button");
    if (button) {
      button.setAttribute("aria-busy", "true");
      const label = button.querySelector("span") ?? button;
      label.dataset.was = label.textContent;
      setTimeout(() => { if (form.dataset.sent) label.textContent = word("sending") || label.textContent; }, 400);
    }
  });
  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
      for (const label of form.querySelectorAll("[data-was]")) label.textContent = label.dataset.was;
    }
  });
}
