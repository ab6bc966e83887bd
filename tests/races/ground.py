# SPDX-License-Identifier: Apache-2.0
"""What races stand on: the real server over the test database, and a crowd that shares no code with it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from tests.database import ROOT
from tests.makers import make_union
from tests.serving import free_port
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.ids import take_ids
from unionnet.foundation.server.leash import leash
from unionnet.foundation.server.supervisor import Place as Door
from unionnet.foundation.server.supervisor import granian_options
from unionnet.foundation.tickets import issue
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.tests.makers import make_offer


@dataclass
class Server:
    """granian as `unionnet serve` starts it."""

    port: int
    environment: dict[str, str]
    application: str = "unionnet.asgi:application"
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        options = granian_options(Door("127.0.0.1", self.port, ROOT / "var"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *options, self.application],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            start_new_session=True,
            preexec_fn=leash(),
        )

    def wait_until_open(self, limit: float = 30.0) -> float:
        began = time.monotonic()
        while time.monotonic() - began < limit:
            with socket.socket() as visitor:
                if visitor.connect_ex(("127.0.0.1", self.port)) == 0:
                    return time.monotonic() - began
            time.sleep(0.01)
        raise TimeoutError("the server did not come up")

    def kill(self) -> None:
        """SIGKILL to the server and its worker at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def serving(application: str = "unionnet.asgi:application", **environment: str) -> Iterator[Server]:
    server = Server(free_port(), environment, application)
    server.start()
    try:
        server.wait_until_open()
        yield server
    finally:
        server.stop()


@dataclass(frozen=True)
class Heard:
    """One answer. `status` 0 is no answer at all: the outcome is unknown."""

    status: int
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body) if self.body else {}
        return found


class Phone:
    """One person at one connection."""

    def __init__(self, port: int, person_id: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._heads = {"Authorization": f"Ticket {issue(person_id)}"}

    def ask(self, offer: str, *, key: str = "", body: str = "") -> Heard:
        """Ask for a place."""
        return self._post(f"/hot/enrolment/{offer}/place", key, body)

    def try_luck(self, raffle: str, *, key: str = "") -> Heard:
        return self._post(f"/hot/benefits/{raffle}/try", key, "")

    def _post(self, path: str, key: str, body: str) -> Heard:
        """A broken line is an unknown outcome, neither yes nor no."""
        heads = {**self._heads, **({"Idempotency-Key": key} if key else {})}
        try:
            self._line.request("POST", path, body or None, heads)
            answer = self._line.getresponse()
            return Heard(answer.status, answer.read())
        except (OSError, http.client.HTTPException):
            self._line.close()
            return Heard(0, b"")

    def hang_up(self) -> None:
        self._line.close()


def in_parallel(tasks: Sequence[Callable[[], Any]], threads: int = 32) -> list[Any]:
    """Run them all, so many at a time, begun together; results in the order of the tasks. Each hand keeps its
    connection, as threads of the server do: what it asks the second time is planned already."""
    results: list[Any] = [None] * len(tasks)
    todo = iter(range(len(tasks)))
    lock, gate = threading.Lock(), threading.Barrier(min(threads, max(1, len(tasks))))

    def work() -> None:
        gate.wait()
        try:
            while True:
                with lock:
                    index = next(todo, None)
                if index is None:
                    return
                results[index] = tasks[index]()
        finally:
            connections.close_all()

    crew = [threading.Thread(target=work) for _ in range(gate.parties)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    return results


def make_crowd(count: int, union: Organisation | None = None) -> list[int]:
    """So many members, made in two statements. Returns their ids."""
    union = union or make_union("区总工会")
    people = Person.objects.bulk_create(
        [Person(pk=number, name="会员") for number in take_ids(Person, count)], batch_size=1000
    )
    Standing.objects.bulk_create(
        [Standing(person=person, path=union.path, is_real_name=True) for person in people], batch_size=1000
    )
    return [person.pk for person in people]


def open_offer(**given: Any) -> Offer:
    """An offer that opened an hour ago."""
    from datetime import timedelta

    now = database_now()
    return make_offer(
        **{"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1), **given}
    )
