// SPDX-License-Identifier: Apache-2.0
// Reads a code with the camera: the browser's own detector, else jsQR when it is installed.
import { word } from "./words.js";

async function reader() {
  if ("BarcodeDetector" in window) {
    const kinds = await BarcodeDetector.getSupportedFormats().catch(() => []);
    if (kinds.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => (await detector.detect(video))[0]?.rawValue;
    }
  }
  const address = document.querySelector("[data-jsqr]")?.dataset.jsqr;
  if (!address) return null;
  await load(address);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (!canvas.width) return undefined;
    pen.drawImage(video, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height)?.data;
  };
}

function load(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

function window_() {
  const dialog = document.createElement("dialog");
  dialog.className = "asking";
  const hint = document.createElement("p");
  hint.textContent = word("point");
  const video = document.createElement("video");
  video.playsInline = true;
  video.muted = true;
  const buttons = document.createElement("div");
  buttons.className = "btns";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn plain";
  close.textContent = word("close");
  close.addEventListener("click", () => dialog.close());
  buttons.append(close);
  dialog.append(hint, video, buttons);
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, video, hint };
}

function deliver(opener, text) {
  const field = opener.dataset.scan && document.querySelector(opener.dataset.scan);
  opener.dispatchEvent(new CustomEvent("scan:read", { bubbles: true, detail: text }));
  if (field) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if ("submit" in opener.dataset) field.form?.requestSubmit();
  } else if (text.startsWith(`${window.location.origin}/`)) {
    window.location.assign(text); // only our own addresses are followed
  }
}

export async function scan(opener) {
  const { dialog, video, hint } = window_();
  let stream;
  dialog.addEventListener("close", () => {
    stream?.getTracks().forEach((track) => track.stop());
    dialog.remove();
    opener.focus();
  });
  try {
    const read = await reader();
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (!read || !dialog.open) throw new Error("no reader");
    video.srcObject = stream;
    await video.play();
    while (dialog.open) {
      const text = await read(video);
      if (text) {
        dialog.close();
        return deliver(opener, text);
      }
      await new Promise((done) => setTimeout(done, 150));
    }
  } catch {
    hint.textContent = word("camera");
    stream?.getTracks().forEach((track) => track.stop());
    video.remove();
  }
}
