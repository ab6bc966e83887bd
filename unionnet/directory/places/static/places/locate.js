// SPDX-License-Identifier: Apache-2.0
// Fills in where the phone is and sends the form. Without it the form still takes a name or a union.
const button = document.querySelector("[data-locate]");

function answer(words) {
  const said = document.querySelector("[data-locate-said]");
  said.textContent = words;
  said.hidden = false;
  button.disabled = false;
}

function found(position) {
  const form = button.form;
  form.elements.lat.value = position.coords.latitude.toFixed(4);
  form.elements.lon.value = position.coords.longitude.toFixed(4);
  form.elements.lat.disabled = false;
  form.elements.lon.disabled = false;
  for (const name of ["near", "area"]) {
    if (form.elements[name]) form.elements[name].disabled = true;
  }
  form.submit();
}

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    answer(button.dataset.waiting);
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(found, () => answer(button.dataset.refused), {
      enableHighAccuracy: false,
      timeout: 10000,
      maximumAge: 60000,
    });
  });
}
