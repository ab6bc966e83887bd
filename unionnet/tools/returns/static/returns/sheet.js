// SPDX-License-Identifier: Apache-2.0
// A sheet keeps itself: a figure is saved when its field is left, over the version it was typed over. Enter and the
// arrows walk down and up as in a spreadsheet. Without this file the button saves the whole page.
const form = document.querySelector("[data-sheet-form]");
const fields = [...form.querySelectorAll("input[name^='v-']")];
const said = form.querySelector("[data-said]");

function seen(field) {
  return form.elements[field.name.replace("v-", "s-")];
}

async function save(field) {
  const code = field.name.slice(2);
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", field.name, seen(field).name, `r-${code}`]) {
    if (form.elements[name]) body.set(name, form.elements[name].value);
  }
  const row = field.closest("tr");
  try {
    const answer = await fetch(form.dataset.cells, { method: "POST", body, headers: { Accept: "application/json" } });
    const found = await answer.json();
    const wrong = found.wrong?.[code] ?? found.message ?? "";
    row.querySelector("[data-wrong]").textContent = wrong;
    row.classList.toggle("wrong", Boolean(wrong));
    if (!wrong) {
      seen(field).value = found.versions[code] ?? seen(field).value;
      field.defaultValue = field.value;
      for (const [other, text] of Object.entries(found.rates)) {
        const shown = document.getElementById(`v-${other}`);
        if (shown) shown.textContent = text;
      }
    }
    said.textContent = wrong ? "" : form.dataset.saved;
  } catch {
    said.textContent = form.dataset.failed;
  }
}

function walk(event) {
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && fields[fields.indexOf(event.target) + step];
  if (event.key === "Enter" && fields.includes(event.target)) event.preventDefault();
  if (next) {
    event.preventDefault();
    next.focus();
    next.select();
  }
}

for (const field of fields) {
  field.addEventListener("change", () => save(field));
  if (field.type === "text") field.addEventListener("keydown", walk);
}
