// SPDX-License-Identifier: Apache-2.0
// One event stream per browser: the tab that holds the lock listens, the others hear it by BroadcastChannel.
// Where streams do not work the caller's poll goes on; nothing depends on them.

export function listen(url, hear, { down = () => {} } = {}) {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(`stream:${url}`) : null;
  let source = null;
  let closed = false;
  let release = () => {};

  const open = () => {
    if (closed) return;
    source = new EventSource(url);
    source.onmessage = (event) => {
      hear(event.data);
      channel?.postMessage(event.data);
    };
    source.onerror = () => {
      down();
      if (source.readyState === EventSource.CLOSED) {
        source.close();
        setTimeout(open, 3000 + Math.random() * 4000);
      }
    };
  };

  if (channel) channel.onmessage = (event) => hear(event.data);
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
