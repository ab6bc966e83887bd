// SPDX-License-Identifier: Apache-2.0
// From work to work with the arrow keys, or with a thumb that moves sideways. The links do it without us.
const FAR = 60;

function turn(rel) {
    const link = document.querySelector(`a[rel=${rel}]`);
    if (link) location.assign(link.href);
}

addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "ArrowLeft") turn("prev");
    if (event.key === "ArrowRight") turn("next");
});

const work = document.querySelector("[data-turns]");
let from = null;
work.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0] : null;
}, { passive: true });
work.addEventListener("touchend", (event) => {
    if (!from) return;
    const to = event.changedTouches[0], along = to.clientX - from.clientX, down = to.clientY - from.clientY;
    if (Math.abs(along) > FAR && Math.abs(along) > 2 * Math.abs(down)) turn(along > 0 ? "prev" : "next");
    from = null;
}, { passive: true });
