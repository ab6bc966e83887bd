// SPDX-License-Identifier: Apache-2.0
// Replaces the calm grid by the operator's tiles where a tile address is set. The grid stays without them.
export async function show(figure) {
  const marks = [...figure.querySelectorAll("[data-lat]")];
  if (!marks.length) return;
  try {
    await Promise.all([style(figure.dataset.leafletCss), script(figure.dataset.leaflet)]);
  } catch {
    return;
  }
  const box = document.createElement("div");
  box.className = "tiles";
  figure.querySelector("svg").replaceWith(box);
  const map = window.L.map(box, { attributionControl: true });
  window.L.tileLayer(figure.dataset.tiles, { maxZoom: 18, attribution: figure.dataset.attribution || "" }).addTo(map);
  const points = marks.map((mark) => {
    const pin = window.L.circleMarker([Number(mark.dataset.lat), Number(mark.dataset.lon)], { radius: 9 });
    const label = document.createElement(mark.dataset.url ? "a" : "span");
    label.textContent = mark.dataset.label;
    if (mark.dataset.url) label.href = mark.dataset.url;
    return pin.addTo(map).bindPopup(label);
  });
  map.fitBounds(window.L.featureGroup(points).getBounds().pad(0.2), { maxZoom: 16 });
}

function style(address) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

function script(address) {
  if (window.L) return Promise.resolve();
  return new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = failed;
    document.head.append(tag);
  });
}
