# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench pages`: the pages most used, with 1.79 million members in the registers. A worker's home,
the list of stations near them, a course, and the desk of a county officer."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unionnet.doors.bench.flash import play
from unionnet.doors.bench.ground import Ground, own_database, say, serving
from unionnet.foundation.server.begin import ROOT

CONNECTIONS = 16
WARM_UP = 2.0
AT = "lat=39.5640&lon=109.7920"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scale", choices=["seed", "county", "city"], default="city", help="规模 / size (city)"
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="每项时长 / seconds of each figure (10)")


@dataclass(frozen=True)
class Visit:
    """A page and whose eyes see it."""

    name: str
    login: str
    path: str


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    os.environ["UNIONNET_DEMO"] = "1"
    with own_database("unionnet_bench_pages") as ground, tempfile.TemporaryDirectory() as folder:
        _load(ground, asked.scale)
        import django

        django.setup()
        visits = _visits()
        found: dict[str, Any] = {visit.name: {"queries": _queries(visit)} for visit in visits}
        with serving(ground, UNIONNET_DEMO="1") as port:
            for visit in visits:
                ready = _ready(visit, Path(folder))
                play(port, 1, ready, seconds=WARM_UP, again=True)
                alone = play(port, 1, ready, seconds=asked.seconds / 2, again=True)
                crowd = play(port, CONNECTIONS, ready, seconds=asked.seconds, again=True)
                found[visit.name] |= {
                    "requests_per_s": round(crowd["statuses"].get("200", 0) / crowd["seconds"], 1),
                    "p50_ms": alone["p50_ms"],
                    "p95_ms": alone["p95_ms"],
                }
        return found


def _load(ground: Ground, scale: str) -> None:
    say(f"装入演示世界 / loading the demo world: {scale} …")
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "unionnet", "load", "demo", "--scale", scale],
        env=ground.environment(),
        cwd=ROOT,
        check=True,
        stdout=sys.stderr,
    )


def _visits() -> list[Visit]:
    from unionnet.programmes.nightschool.models import Course

    course = Course.objects.order_by("pk")[0]
    return [
        Visit("home", "demo-worker", "/"),
        Visit("stations", "demo-worker", f"/places/?{AT}"),
        Visit("course", "demo-worker", f"/nightschool/courses/{course.public_id}/"),
        Visit("desk", "demo-county", "/desk/"),
    ]


def session_of(login: str) -> str:
    """A session as signing in makes it."""
    from django.conf import settings
    from django.test import Client

    from unionnet.directory.people.models import Account

    client = Client()
    client.force_login(Account.objects.get(login=login), backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def request_of(login: str, path: str) -> str:
    """A visit of somebody who is signed in, as a line for the crowd."""
    headers = {"Cookie": session_of(login), "Accept": "text/html", "Accept-Language": "zh-CN"}
    return json.dumps({"method": "GET", "path": path, "headers": headers, "body": ""}) + "\n"


def p95_of(port: int, ready: Path, requests: Iterable[str], *, seconds: float) -> float:
    """Milliseconds of these pages in turn, one visitor at a time; `ready` keeps the requests. Raises
    RuntimeError where one of them is refused."""
    ready.write_text("".join(requests), encoding="utf-8")
    play(port, 1, ready, seconds=WARM_UP, again=True)
    seen = play(port, 1, ready, seconds=seconds, again=True)
    if set(seen["statuses"]) != {"200"}:
        raise RuntimeError(f"{ready.stem}: {seen['statuses']}")
    return float(seen["p95_ms"])


def _ready(visit: Visit, folder: Path) -> Path:
    """The request, for the crowd to repeat."""
    file = folder / f"{visit.name}.jsonl"
    file.write_text(request_of(visit.login, visit.path), encoding="utf-8")
    return file


def _queries(visit: Visit) -> int:
    """How often the page asks the database, session and person included."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"accept-language": "zh-CN"})
    name, _equals, value = session_of(visit.login).partition("=")
    client.cookies[name or settings.SESSION_COOKIE_NAME] = value
    client.get(visit.path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(visit.path)
    if answer.status_code != 200:
        raise RuntimeError(f"{visit.path}: {answer.status_code}")
    return sum(not _is_bookkeeping(query["sql"]) for query in asked.captured_queries)


def _is_bookkeeping(statement: str) -> bool:
    """The frame of the transaction asks nothing."""
    return statement.split(" ", 1)[0].rstrip(";") in {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}
