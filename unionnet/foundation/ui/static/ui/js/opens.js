// SPDX-License-Identifier: Apache-2.0
// A part of a form that opens when it is needed: <details data-unless="id_type:resident_id">.
export function start() {
  document.addEventListener("change", ({ target }) => {
    for (const part of document.querySelectorAll("details[data-unless]")) {
      const [field, value] = part.dataset.unless.split(":");
      if (target.name === field) part.open = target.value !== value;
    }
  });
}
