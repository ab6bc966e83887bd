# SPDX-License-Identifier: Apache-2.0
"""The crowd: a load generator in a process of its own, over plain sockets. Every connection keeps one request
under way; the time of each is from the first byte sent to the last byte read.

Reads JSON lines (`method`, `path`, `headers`, `body`), as `unionnet drill tickets` writes them.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path


def read_requests(path: Path, host: str) -> list[bytes]:
    """The bytes of every request, made before the clock starts."""
    requests = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            asked = json.loads(line)
            body = asked["body"].encode()
            heads = {"Host": host, **asked["headers"], "Content-Length": str(len(body))}
            head = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
            requests.append(f"{asked['method']} {asked['path']} HTTP/1.1\r\n{head}\r\n".encode() + body)
    return requests


class Crowd:
    """So many connections, played until the requests or the seconds are over."""

    def __init__(
        self, port: int, connections: int, requests: list[bytes], seconds: float, *, again: bool
    ) -> None:
        self._port = port
        self._count = connections
        self._source = self._endless(requests) if again else iter(requests)
        self._seconds = seconds
        self.times: list[float] = []
        self.statuses: Counter[bytes] = Counter()
        self.lost = 0

    @staticmethod
    def _endless(requests: list[bytes]) -> Iterator[bytes]:
        while True:
            yield from requests

    def play(self) -> float:
        """Returns the seconds from the first byte sent to the last answer read."""
        poll = select.epoll()
        sockets: dict[int, socket.socket] = {}
        for _ in range(self._count):
            one = socket.create_connection(("127.0.0.1", self._port))
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            one.setblocking(False)
            poll.register(one.fileno(), select.EPOLLIN)
            sockets[one.fileno()] = one
        began = time.perf_counter()
        sent = {number: self._send(one) for number, one in sockets.items()}
        self._exchange(poll, sockets, {number: at for number, at in sent.items() if at}, began)
        took = time.perf_counter() - began
        for one in sockets.values():
            one.close()
        return took

    def _send(self, one: socket.socket) -> float:
        request = next(self._source, None)
        if request is None:
            return 0.0
        at = time.perf_counter()
        one.send(request)
        return at

    def _exchange(
        self, poll: select.epoll, sockets: dict[int, socket.socket], sent: dict[int, float], began: float
    ) -> None:
        clock, times, statuses = time.perf_counter, self.times, self.statuses
        rest: dict[int, bytes] = {}
        end = began + self._seconds
        while sent:
            for number, _event in poll.poll(5):
                one = sockets[number]
                try:
                    data = rest.pop(number, b"") + one.recv(65536)
                except OSError:
                    data = b""
                if not data:
                    self.lost += 1
                    sent.pop(number, None)
                    poll.unregister(number)
                    continue
                if not _complete(data):
                    rest[number] = data
                    continue
                now = clock()
                times.append(now - sent[number])
                statuses[data[9:12]] += 1
                request = next(self._source, None) if now < end else None
                if request is None:
                    del sent[number]
                else:
                    sent[number] = now
                    one.send(request)


def _complete(data: bytes) -> bool:
    head = data.find(b"\r\n\r\n")
    if head < 0:
        return False
    at = data.find(b"content-length: ")
    length = int(data[at + 16 : data.index(b"\r", at)]) if 0 <= at < head else 0
    return len(data) >= head + 4 + length


def percentile(times: list[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 2) if ordered else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--most", type=int, default=10**9)
    parser.add_argument("--again", action="store_true", help="begin anew when the requests are over")
    parser.add_argument("requests", type=Path)
    asked = parser.parse_args()
    requests = read_requests(asked.requests, f"127.0.0.1:{asked.port}")[asked.skip : asked.skip + asked.most]
    crowd = Crowd(asked.port, asked.connections, requests, asked.seconds, again=asked.again)
    took = crowd.play()
    answer = {
        "answers": len(crowd.times),
        "seconds": round(took, 3),
        "per_s": round(len(crowd.times) / took, 1),
        "p50_ms": percentile(crowd.times, 0.50),
        "p95_ms": percentile(crowd.times, 0.95),
        "p99_ms": percentile(crowd.times, 0.99),
        "statuses": {status.decode(): count for status, count in crowd.statuses.items()},
        "lost": crowd.lost,
        "cpu_s": round(sum(os.times()[:2]), 2),
    }
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
