// SPDX-License-Identifier: Apache-2.0
// Shows a chosen picture before it is sent, and makes phone photos small enough to send from a basement.
import { toast } from "./toast.js";
import { word } from "./words.js";

const LONGEST = 1920;

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = LONGEST / Math.max(picture.width, picture.height);
  if (scale >= 1 && file.size < 2_000_000) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * Math.min(1, scale));
  canvas.height = Math.round(picture.height * Math.min(1, scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return blob ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
}

async function show(field) {
  const file = field.files?.[0];
  const image = document.querySelector(field.dataset.preview);
  if (!file || !file.type.startsWith("image/")) return;
  try {
    const small = await shrink(file);
    if (small !== file) {
      const box = new DataTransfer();
      box.items.add(small);
      field.files = box.files;
    }
    if (image) {
      const reader = new FileReader();
      reader.onload = () => { image.src = reader.result; image.hidden = false; };
      reader.readAsDataURL(small);
    }
  } catch {
    if (file.size > 10_000_000) toast(word("toobig"));
  }
}

export function start() {
  for (const field of document.querySelectorAll("input[type=file][data-preview]")) {
    field.addEventListener("change", () => show(field));
  }
}
