// SPDX-License-Identifier: Apache-2.0
// Whoever lifts the receiver finds the call open: one that comes into hand while this page is looked at is gone to.
const region = document.querySelector("[data-live]");
const mine = () => [...(region?.querySelectorAll("[data-mine]") ?? [])];
const known = new Set(mine().map((line) => line.dataset.mine));

if (region) {
  new MutationObserver(() => {
    const fresh = mine().find((line) => !known.has(line.dataset.mine));
    if (fresh) window.location.assign(fresh.dataset.href);
  }).observe(region, { childList: true });
}
