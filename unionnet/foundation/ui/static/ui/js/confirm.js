// SPDX-License-Identifier: Apache-2.0
// A question before what cannot be undone. Without JavaScript the verb's own page asks.
import { word } from "./words.js";

export function ask(sentence) {
  if (typeof HTMLDialogElement === "undefined") return Promise.resolve(window.confirm(sentence));
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "asking";
    const text = document.createElement("p");
    text.textContent = sentence;
    text.id = "asking-text";
    dialog.setAttribute("aria-labelledby", text.id);
    const buttons = document.createElement("div");
    buttons.className = "btns";
    const no = make("btn plain", word("cancel"), () => dialog.close(""));
    const yes = make("btn", word("confirm"), () => dialog.close("yes"));
    buttons.append(no, yes);
    dialog.append(text, buttons);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}

function make(classes, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = classes;
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

export function start() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-confirm]");
    if (!button || button.dataset.agreed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(button.dataset.confirm))) return;
    button.dataset.agreed = "1";
    button.click();
    delete button.dataset.agreed;
  }, true);
}
