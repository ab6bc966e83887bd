// SPDX-License-Identifier: Apache-2.0
// The camera over the printed picture: once it is recognised the form is sent, and what was won lies on the picture
// as long as the camera sees it. The images never leave the phone. Without this script the form does the same.
import { find, view } from "./marker.js";

const WIDE = 480; // pixels that are looked at
const SIZE = 100; // of the card, before it is laid down
const room = document.querySelector("[data-luck]");
const form = room.querySelector("form");
const video = room.querySelector("video");
const card = room.querySelector(".luck-card");
const opener = room.querySelector("[data-open]");
const word = (name) => room.querySelector(`[data-word="${name}"]`).content.textContent;
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });
let sent = "";

function say(words) {
  const line = room.querySelector("[data-said]");
  line.textContent = words;
  line.hidden = false;
}

function look() {
  canvas.width = WIDE;
  canvas.height = Math.round((WIDE * video.videoHeight) / video.videoWidth);
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function lay(corners) {
  const scale = video.clientWidth / WIDE;
  const [a, b, c, d, e, f, g, h] = view(corners.map(([x, y]) => [x * scale, y * scale]));
  const columns = [a / SIZE, d / SIZE, 0, g / SIZE, b / SIZE, e / SIZE, 0, h / SIZE, 0, 0, 1, 0, c, f, 0, 1];
  card.style.transform = `matrix3d(${columns.join(",")})`;
  card.hidden = false;
}

async function send(code) {
  form.elements.code.value = code;
  say(word("found"));
  const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  if (reply.redirected) return form.submit(); // not signed in: the form goes there and back
  const answer = await reply.json();
  card.textContent = answer.prize || card.textContent;
  return say(answer.says ?? answer.message);
}

async function qrReader() {
  if ("jsQR" in window) return window.jsQR;
  const address = document.querySelector("[data-jsqr]")?.dataset.jsqr;
  if (!address) return () => null;
  const script = document.createElement("script");
  script.src = address;
  await new Promise((done) => {
    script.onload = done;
    script.onerror = done;
    document.head.append(script);
  });
  return window.jsQR ?? (() => null);
}

// The QR code beside the picture says the same code, for a phone that does not make the picture out.
function codeByQr(read, { data, width, height }) {
  return new RegExp("[?&]code=([0-9A-F]{12})$").exec(read(data, width, height)?.data ?? "")?.[1] ?? "";
}

async function watch() {
  const read = await qrReader();
  for (let turn = 1; video.srcObject?.active; turn += 1) {
    const image = look();
    const found = find(image);
    const code = found?.code ?? (turn % 4 ? "" : codeByQr(read, image));
    if (found) lay(found.corners);
    else card.hidden = true;
    if (code && !sent) {
      sent = code;
      send(code).catch(() => {
        sent = ""; // the line broke: asked again with the same key it is the same try
        say(word("again"));
      });
    }
    await new Promise((done) => setTimeout(done, 80));
  }
}

opener.addEventListener("click", async () => {
  opener.hidden = true;
  say(word("point"));
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    room.querySelector(".luck-stage").hidden = false;
  } catch {
    return say(word("camera"));
  }
  return watch();
});
window.addEventListener("pagehide", () => video.srcObject?.getTracks().forEach((track) => track.stop()));
opener.hidden = !navigator.mediaDevices?.getUserMedia;
