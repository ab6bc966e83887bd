// SPDX-License-Identifier: Apache-2.0
// Photos of a visit: made small, and sealed on the device the moment they are chosen. Drawn on a canvas they lose
// where and by what they were taken before they are kept.
import { drop, held, keep } from "../ui/js/outbox.js";

const LONGEST = 1920;

const asText = (blob) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(blob);
});

async function small(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return asText(blob);
}

export const isPhoto = (row) => Boolean(row.plain.photo);

export const photosIn = async (box) => (await held(box)).filter(isPhoto);

// Keeps what was chosen. Gives the word for what went wrong, or nothing.
export async function take(box, visit, files, most) {
  let room = most - (await photosIn(box)).length;
  for (const file of files) {
    if (room < 1) return "toomany";
    const key = crypto.randomUUID();
    try {
      await keep(box, key, { photo: await small(file), key, visit });
    } catch {
      return "nophoto";
    }
    room -= 1;
  }
  return "";
}

// As a form the server reads. What lies in the outbox is words: back to bytes.
export function asForm({ photo, key, visit }) {
  const bytes = Uint8Array.from(atob(photo.split(",")[1]), (sign) => sign.charCodeAt(0));
  const body = new FormData();
  body.append("visit", visit);
  body.append("key", key);
  body.append("photo", new Blob([bytes], { type: "image/jpeg" }), "visit.jpg");
  return body;
}

// The list under the form, each with its button.
export async function show(box, list, word) {
  const rows = await photosIn(box);
  list.replaceChildren(...rows.map((row, n) => {
    const item = document.createElement("li");
    item.className = "item row spread";
    const name = document.createElement("span");
    name.textContent = word("photo").replace("{n}", n + 1);
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn plain small";
    away.textContent = word("remove");
    away.addEventListener("click", async () => {
      await drop(row.n);
      await show(box, list, word);
    });
    item.append(name, away);
    return item;
  }));
  list.hidden = !rows.length;
}
