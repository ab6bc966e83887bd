# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill calls URL OFFICE TOKEN_FILE`: a switchboard played over real HTTP. Events come at a
rate, twice, in another order, and their answers get lost; then everybody is judged by what the server tells.

The token speaks for one person who may connect a switchboard (a system administrator) and takes calls at that
office. Progress goes to stderr; stdout gets one JSON object.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

EVENTS, CALLS = "/api/v1/calls/events", "/api/v1/calls"
MOMENTS = ("rang_at", "answered_at", "hung_up_at")
SLOWEST = 30
PAGE = 100
SABOTAGED = 7  # with --sabotage every so-manieth event is never said


@dataclass
class Played:
    """One call as it was played: what the server should know of it in the end."""

    number: str
    began: datetime
    moments: dict[str, datetime | None]
    recording: str
    events: list[dict[str, Any]] = field(default_factory=list)


class Wire:
    """A connection that says a thing again until it has an answer, and waits when it is told to."""

    def __init__(self, url: str, token: str, drops: float, chance: random.Random) -> None:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._line = kind(parts.netloc, timeout=SLOWEST)
        self._heads = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._drops, self._chance = drops, chance
        self.lost = self.sent = 0

    def ask(self, method: str, path: str, said: dict[str, Any] | None = None) -> Any:
        """The answer, read. Raises RuntimeError for a no."""
        body = json.dumps(said) if said is not None else None
        while True:
            self.sent += 1
            try:
                self._line.request(method, path, body, self._heads)
                if method == "POST" and self._chance.random() < self._drops:
                    self._hang_up()
                    continue
                answer = self._line.getresponse()
                told = answer.read()
            except (OSError, http.client.HTTPException):
                self._hang_up()
                time.sleep(0.2)
                continue
            if answer.status == 429:
                time.sleep(float(answer.headers.get("Retry-After") or 1))
                continue
            if answer.status >= 300:
                raise RuntimeError(f"{method} {path}: {answer.status} {told[:300].decode(errors='replace')}")
            return json.loads(told)

    def _hang_up(self) -> None:
        """The request may have arrived or not: it is sent again as it was."""
        self._line.close()
        self.lost += 1


def register(kinds: Any) -> None:
    parser = kinds.add_parser(
        "calls", help="模拟话务平台 / play a switchboard and judge what became of its calls"
    )
    parser.add_argument("url", help="http://127.0.0.1:8000")
    parser.add_argument("office", help="工会的编号 / public id of the union")
    parser.add_argument("token_file", type=Path, help="接口令牌 / the token, in a file")
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--rate", type=float, default=20.0, help="每秒几个事件 / events a second")
    parser.add_argument("--duplicates", type=float, default=0.2)
    parser.add_argument(
        "--drops", type=float, default=0.1, help="丢失多少应答 / share of answers that get lost"
    )
    parser.add_argument("--seed", type=int, default=12351)
    parser.add_argument("--sabotage", action="store_true", help="漏报事件，应当被发现 / must be found out")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    began, chance = time.monotonic(), random.Random(asked.seed)
    wire = Wire(asked.url, asked.token_file.read_text(encoding="utf-8").strip(), asked.drops, chance)
    played = list(_play(asked, chance))
    said = _said(played, asked, chance)
    _say(said, wire, asked.rate)
    _end_all(played, wire)
    wrong = judge(played, _told(wire, played))
    outcome = {
        "calls": len(played),
        "events": sum(len(call.events) for call in played),
        "said": len(said),
        "answers_lost": wire.lost,
        "requests": wire.sent,
        "wrong": dict(Counter(what for what, _number in wrong)),
        "passed": not wrong,
        "seconds": round(time.monotonic() - began, 1),
    }
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 0 if not wrong else 1


def judge(played: list[Played], told: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What is wrong, and of which call: `missing`, `twice`, `moments`, `recording` or `unended`."""
    times, by_number = Counter(each["call"] for each in told), {each["call"]: each for each in told}
    wrong = [("twice", number) for number, count in times.items() if count > 1]
    for call in played:
        known = by_number.get(call.number)
        if known is None:
            wrong.append(("missing", call.number))
            continue
        if {name: _moment(known[name]) for name in MOMENTS} != call.moments:
            wrong.append(("moments", call.number))
        if known["recording"] != call.recording:
            wrong.append(("recording", call.number))
        if not known["ending"] or (known["ending"] == "case") is not bool(known["case"]):
            wrong.append(("unended", call.number))
    return wrong


def _play(asked: argparse.Namespace, chance: random.Random) -> Iterator[Played]:
    """Calls of the last minutes; one in five is not answered in time."""
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=30)
    run_id = f"{start:%H%M%S}{chance.randrange(10**6):06}{time.monotonic_ns() % 10**6:06}"
    for number in range(asked.calls):
        rang = start + timedelta(seconds=number * 5)
        hung = rang + timedelta(seconds=chance.randrange(60, 300))
        answered = rang + timedelta(seconds=chance.randrange(2, 30)) if chance.random() < 0.8 else None
        moments = dict(zip(MOMENTS, (rang, answered, hung), strict=True))
        call = Played(f"drill-{run_id}-{number}", rang, moments, f"rec-{number}" if answered else "")
        phone = f"1390{chance.randrange(10**7):07}"
        _tell(call, asked.office, "ring", rang, number=phone)
        _tell(call, asked.office, "hang_up", hung)
        if answered:
            _tell(call, asked.office, "answer", answered)
            _tell(call, asked.office, "recording", hung, recording=call.recording)
        yield call


def _tell(call: Played, office: str, what: str, at: datetime, **more: str) -> None:
    said = {"office": office, "event": f"{call.number}-{what}", "call": call.number, "what": what}
    call.events.append({**said, "at": at.isoformat(), **more})


def _said(played: list[Played], asked: argparse.Namespace, chance: random.Random) -> list[dict[str, Any]]:
    """What is said, in which order: some twice, none in its turn."""
    events = [event for call in played for event in call.events]
    if asked.sabotage:
        events = [event for number, event in enumerate(events) if number % SABOTAGED]
    said = events + [event for event in events if chance.random() < asked.duplicates]
    chance.shuffle(said)
    return said


def _say(said: list[dict[str, Any]], wire: Wire, rate: float) -> None:
    begun = time.monotonic()
    for number, event in enumerate(said):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        wire.ask("POST", EVENTS, event)
        if number % 100 == 99:
            sys.stderr.write(f"{number + 1} / {len(said)}\n")


def _end_all(played: list[Played], wire: Wire) -> None:
    """The seats: who was answered gets a case or a reason, who was not is rung back in vain."""
    ids = {each["call"]: each["id"] for each in _told(wire, played)}
    for number, call in enumerate(played):
        if call.number not in ids:
            continue
        made = {"title": "演练来电", "reply": "演练答复"} if number % 3 else {"ending": "wrong"}
        said = made if call.moments["answered_at"] else {"ending": "unreached"}
        wire.ask("POST", f"{CALLS}/{ids[call.number]}/ending", said)


def _told(wire: Wire, played: list[Played]) -> list[dict[str, Any]]:
    """What the server tells of these calls, page by page, back to the first of them."""
    ours, found, after = {call.number for call in played}, [], ""
    first = min((call.began for call in played), default=datetime.now(UTC))
    while True:
        page = wire.ask("GET", f"{CALLS}?size={PAGE}&after={after}")
        found += [each for each in page["items"] if each["call"] in ours]
        if not page["next"] or datetime.fromisoformat(page["items"][-1]["begun_at"]) < first:
            return found
        after = page["next"]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
