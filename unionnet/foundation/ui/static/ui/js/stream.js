// SPDX-License-Identifier: Apache-2.0
// One event stream per browser: the tab that holds the lock listens, the others hear it by BroadcastChannel.
// Where streams do not work the caller's poll goes on; nothing depends on them. `alive` is called whenever the
// stream shows that it carries (the server says so every 15 seconds), `down` when it breaks.

export function listen(url, hear, { alive = () => {}, down = () => {} } = {}) {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(`stream:${url}`) : null;
  let source = null;
  let closed = false;
  let release = () => {};
  const tell = { hear, alive, down };
  const all = (what, data) => {
    tell[what](data);
    channel?.postMessage({ what, data });
  };

  const open = () => {
    if (closed) return;
    source = new EventSource(url);
    source.onopen = () => all("alive");
    source.addEventListener("alive", () => all("alive"));
    source.onmessage = (event) => all("hear", event.data);
    source.onerror = () => {
      all("down");
      if (source.readyState === EventSource.CLOSED) {
        source.close();
        setTimeout(open, 3000 + Math.random() * 4000);
      }
    };
  };

  if (channel) channel.onmessage = ({ data: { what, data } }) => tell[what](data);
  if (channel && navigator.locks) {
    navigator.locks.request(`stream:${url}`, () => new Promise((done) => {
      release = done;
      open();
    })).catch(() => {});
  } else {
    open();
  }

  const close = () => {
    closed = true;
    source?.close();
    channel?.close();
    release();
  };
  window.addEventListener("pagehide", close, { once: true });
  return close;
}
