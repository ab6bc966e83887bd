// SPDX-License-Identifier: Apache-2.0
// Says when the network is gone, and keeps the pages that help without it.
import { toast } from "./toast.js";
import { word } from "./words.js";

export function start() {
  const banner = document.querySelector("[data-offline]");
  const show = () => { if (banner) banner.hidden = navigator.onLine; };
  window.addEventListener("offline", show);
  window.addEventListener("online", () => { show(); toast(word("online")); });
  show();
  const address = document.querySelector("script[data-sw]")?.dataset.sw;
  if (address && "serviceWorker" in navigator && window.isSecureContext) {
    navigator.serviceWorker.register(address, { scope: "/" }).catch(() => {});
  }
}
