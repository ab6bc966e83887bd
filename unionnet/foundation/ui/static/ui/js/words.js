// SPDX-License-Identifier: Apache-2.0
// Words live in the page, translated by the server; modules only ask for them.
const store = document.getElementById("ui-words");

export function word(name) {
  return store?.dataset[name] ?? "";
}
