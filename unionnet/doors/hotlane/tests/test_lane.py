# SPDX-License-Identifier: Apache-2.0
"""The lane as its callers see it: every status once, in one process, without a server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from tests.makers import make_person
from unionnet.doors.hotlane.lane import HotLane
from unionnet.doors.hotlane.places.counter import PlaceCounter
from unionnet.foundation import tickets
from unionnet.foundation.clock import database_now
from unionnet.tools.enrolment.actions import Request, cancel_offer
from unionnet.tools.enrolment.models import Offer, Place
from unionnet.tools.enrolment.tests.makers import make_offer

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])
Answer = tuple[int, dict[str, Any], dict[bytes, bytes]]


def open_offer(**given: Any) -> Offer:
    now = database_now()
    return make_offer(
        **{"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1), **given}
    )


async def ask(lane: HotLane, path: str, *, method: str = "POST", body: bytes = b"", **heads: str) -> Answer:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in heads.items()]
    headers.append((b"content-length", str(len(body)).encode()))
    await lane({"type": "http", "method": method, "path": path, "headers": headers}, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"]), dict(sent[0]["headers"])


def played(play: Callable[[HotLane], Coroutine[Any, Any, Any]]) -> Any:
    """Run it with a lane of its own, and close what the lane's threads opened."""

    async def run() -> Any:
        lane = HotLane()
        try:
            return await play(lane)
        finally:
            for thread in (lane.places.book._thread, lane.places.live._thread, lane.raffles.book._thread):
                await asyncio.get_running_loop().run_in_executor(thread, connections.close_all)
            await lane.close()

    return asyncio.run(run())


def path_of(offer: Offer) -> str:
    return f"/hot/enrolment/{offer.public_id}/place"


def ticket(person_id: int) -> str:
    return f"Ticket {tickets.issue(person_id)}"


def test_a_place_the_same_place_and_a_number_on_the_list() -> None:
    offer, a, b = open_offer(size=1), make_person("甲"), make_person("乙")

    async def play(lane: HotLane) -> list[Answer]:
        people = (a, a, b)
        return [await ask(lane, path_of(offer), authorization=ticket(person.pk)) for person in people]

    first, again, waits = played(play)
    place = Place.objects.get()
    assert (first[0], again[0], waits[0]) == (201, 200, 202)
    assert first[1] == {
        "outcome": "taken", "offer": offer.public_id, "number": 1, "receipt": place.receipt, "position": 0,
        "at": place.taken_at.isoformat(),
    }  # fmt: skip
    assert again[1] == {**first[1], "outcome": "held"}
    assert (waits[1]["outcome"], waits[1]["position"]) == ("waiting", 1)
    assert place.via == "hot"


def test_in_a_lottery_one_enters_and_a_key_is_told_so_after_the_draw_too() -> None:
    offer, person = open_offer(mode="lottery"), make_person("甲")

    mine = ticket(person.pk)
    first = played(lambda lane: ask(lane, path_of(offer), authorization=mine, idempotency_key="k"))
    Offer.objects.update(drawn_at=database_now())
    again = played(lambda lane: ask(lane, path_of(offer), authorization=mine, idempotency_key="k"))
    assert (first[0], first[1]["outcome"], first[1]["position"]) == (202, "entered", 0)
    assert again[:2] == first[:2]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "early": ({"opens_at": timedelta(minutes=5)}, "not_open_yet"),
    "late": ({"closes_at": timedelta(minutes=-5)}, "closed"),
    "old": ({"max_age": 20}, "too_old"),
    "full": ({"size": 0, "waiting_size": 0}, "full"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_no_is_409_with_rule_and_citation(case: str) -> None:
    given, code = REFUSED[case]
    now = database_now()
    offer = open_offer(
        **{key: now + value if isinstance(value, timedelta) else value for key, value in given.items()}
    )
    person = make_person("甲")
    status, said, _heads = played(lambda lane: ask(lane, path_of(offer), authorization=ticket(person.pk)))
    assert (status, said["code"]) == (409, code)
    assert set(said) == {"code", "message", "rule", "citation"}
    assert said["rule"].startswith("EN-0")


def test_a_no_is_said_in_the_language_of_the_phone() -> None:
    offer, person = open_offer(size=0, waiting_size=0), make_person("甲")

    async def play(lane: HotLane) -> list[str]:
        languages = ("zh-CN,zh;q=0.9", "en-GB", "")
        return [
            (await ask(lane, path_of(offer), authorization=ticket(person.pk), accept_language=each))[1][
                "message"
            ]
            for each in languages
        ]

    assert played(play) == [
        "名额已满，候补也已满。",
        "All places are taken, and the waiting list is full.",
        "名额已满，候补也已满。",
    ]


def test_whoever_holds_a_place_is_never_refused_early() -> None:
    offer, person = open_offer(size=1, waiting_size=0), make_person("甲")
    other = make_person("乙").pk

    async def play(lane: HotLane) -> list[int]:
        statuses = [(await ask(lane, path_of(offer), authorization=ticket(person.pk)))[0]]
        await asyncio.sleep(0.3)  # the book reads again and knows that it is full
        await ask(lane, path_of(offer), authorization=ticket(other))
        await asyncio.sleep(0.3)
        return [*statuses, (await ask(lane, path_of(offer), authorization=ticket(person.pk)))[0]]

    assert played(play) == [201, 200]


def test_a_cancelled_offer_says_why() -> None:
    offer, person = open_offer(), make_person("甲")
    cancel_offer(offer, "教师请假", by=person)
    status, said, _heads = played(lambda lane: ask(lane, path_of(offer), authorization=ticket(person.pk)))
    assert (status, said["message"]) == (409, "这个项目已取消：教师请假")


def test_a_changed_opening_is_known_within_the_freshness_of_the_book() -> None:
    now = database_now()
    offer = open_offer(opens_at=now + timedelta(minutes=5), closes_at=now + timedelta(days=1))
    person = make_person("甲")

    async def play(lane: HotLane) -> list[int]:
        early = await ask(lane, path_of(offer), authorization=ticket(person.pk))
        await asyncio.to_thread(open_now)
        await asyncio.sleep(0.25)
        await ask(lane, path_of(offer), authorization=ticket(person.pk))
        await asyncio.sleep(0.25)
        return [early[0], (await ask(lane, path_of(offer), authorization=ticket(person.pk)))[0]]

    def open_now() -> None:
        Offer.objects.update(opens_at=now - timedelta(minutes=1))
        connections.close_all()

    early, later = played(play)
    assert early == 409
    assert later in (200, 201)


BAD: dict[str, tuple[dict[str, Any], int, str]] = {
    "no ticket": ({"authorization": None}, 401, "no_ticket"),
    "a forged ticket": ({"authorization": "Ticket " + "0" * 58}, 401, "no_ticket"),
    "another scheme": ({"authorization": "Bearer x"}, 401, "no_ticket"),
    "not JSON": ({"body": b"{"}, 400, "not_json"),
    "not text": ({"body": b"\xff\xfe"}, 400, "not_json"),
    "unknown fields": ({"body": b'{"person": 7}'}, 422, "unknown_fields"),
    "a list": ({"body": b"[]"}, 422, "unknown_fields"),
    "an empty key": ({"idempotency_key": ""}, 400, "bad_key"),
    "a long key": ({"idempotency_key": "k" * 81}, 400, "bad_key"),
    "a key with a space": ({"idempotency_key": "a b"}, 400, "bad_key"),
    "another method": ({"method": "PUT"}, 405, "method_not_allowed"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_apart(case: str) -> None:
    changes, status, code = BAD[case]
    offer, person = open_offer(), make_person("甲")
    given = {"authorization": ticket(person.pk), **changes}
    given = {name: value for name, value in given.items() if value is not None}
    answer = played(lambda lane: ask(lane, path_of(offer), **given))
    assert (answer[0], answer[1]["code"]) == (status, code)
    assert Place.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/hot", "/hot/enrolment/x/place", "/hot/enrolment/222222222222/place", "/hot/../x"]
)
def test_what_is_not_there_is_404(path: str) -> None:
    answer = played(lambda lane: ask(lane, path, authorization=ticket(1)))
    assert (answer[0], answer[1]["code"]) == (404, "not_found")


def test_a_ticket_lives_an_hour() -> None:
    told = tickets.issue(7, now=1000.0).encode()
    assert tickets.read(told, now=1000.0 + 3599) == 7
    assert tickets.read(told, now=1000.0 + 3600) is None


@pytest.mark.parametrize("at", range(0, 58, 7))
def test_a_ticket_changed_anywhere_is_no_ticket(at: int) -> None:
    told = tickets.issue(7)
    changed = told[:at] + ("0" if told[at] != "0" else "1") + told[at + 1 :]
    assert tickets.read(changed.encode()) is None


def test_a_crowded_lane_says_when_to_come_again() -> None:
    offer, person = open_offer(), make_person("甲")

    async def play(lane: HotLane) -> Answer:
        lane.places.gathering._room = 0
        return await ask(lane, path_of(offer), authorization=ticket(person.pk))

    status, said, heads = played(play)
    assert (status, said["code"], heads[b"retry-after"]) == (429, "crowded", b"1")


def gathered(offer: Offer, people: list[int]) -> list[str]:
    """The outcomes of requests that arrive in one moment."""

    async def play() -> list[str]:
        gathering = PlaceCounter().gathering
        try:
            answers = await asyncio.gather(*(gathering.ask(Request(person, offer.pk)) for person in people))
            return [answer.outcome for answer in answers]
        finally:
            await gathering.close()

    return asyncio.run(play())


def test_one_request_that_cannot_be_done_costs_the_others_nothing() -> None:
    offer = open_offer(size=5)
    people = [make_person("甲").pk, 10**12, make_person("乙").pk]
    assert gathered(offer, people) == ["taken", "not_understood", "taken"]
    assert Place.objects.count() == 2


def test_who_asks_twice_in_one_moment_has_one_place() -> None:
    offer, person = open_offer(size=5), make_person("甲").pk
    assert gathered(offer, [person, person, person]) == ["taken", "held", "held"]
    assert Place.objects.count() == 1


def test_what_arrives_while_a_batch_commits_becomes_the_next_batch() -> None:
    offer = open_offer(size=50)
    assert gathered(offer, [make_person(f"会员{n}").pk for n in range(50)]) == ["taken"] * 50
    transactions = set(
        Place.objects.extra(select={"x": "enrolment_place.xmin::text"}).values_list("x", flat=True)
    )
    assert len(transactions) <= 2


def test_a_lost_connection_is_made_anew() -> None:
    offer, first, second = open_offer(size=5), make_person("甲").pk, make_person("乙").pk

    async def play() -> list[str]:
        gathering = PlaceCounter().gathering
        try:
            answers = [await gathering.ask(Request(first, offer.pk))]
            assert gathering._connection is not None
            await gathering._connection.close()
            answers += [await gathering.ask(Request(second, offer.pk))]
            return [answer.outcome for answer in answers]
        finally:
            await gathering.close()

    assert asyncio.run(play()) == ["taken", "taken"]
