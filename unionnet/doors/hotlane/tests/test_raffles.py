# SPDX-License-Identifier: Apache-2.0
"""Tries over the lane, as their callers see them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.doors.hotlane.lane import HotLane
from unionnet.doors.hotlane.tests.test_lane import Answer, ask, played, ticket
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry as Line
from unionnet.tools.benefits.models import Entitled, Entry, Raffle
from unionnet.tools.benefits.tests.makers import make_raffle

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])


def open_raffle(*prizes: tuple[int | None, int], **terms: object) -> Raffle:
    union, now = make_union("东莞市总工会"), database_now()
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
    return make_raffle(union, make_officer(union), *prizes, **{**times, **terms})


def path_of(raffle: Raffle) -> str:
    return f"/hot/benefits/{raffle.public_id}/try"


def test_a_prize_the_same_prize_and_a_luck_card() -> None:
    raffle = open_raffle((1, 500_000), (None, 500_000))
    people = [make_person(name, union=raffle.organisation) for name in ("甲", "乙", "丙", "丁", "戊", "己")]

    async def play(lane: HotLane) -> list[Answer]:
        order = [*people, people[0]]
        return [await ask(lane, path_of(raffle), authorization=ticket(person.pk)) for person in order]

    *first, again = played(play)
    assert {answer[0] for answer in first} == {201}
    assert again[0] == 200
    assert again[1] == first[0][1]
    won = [answer[1] for answer in first if answer[1]["outcome"] == "won"]
    assert [one["rank"] for one in won] == [1] * len(won)
    assert len(won) == Entitled.objects.count() == Line.objects.filter(fact="benefits.prize_won").count() <= 1
    assert {answer[1]["outcome"] for answer in first} <= {"won", "card", "nothing"}
    assert [answer[1]["number"] for answer in first] == list(range(1, 7))


def test_who_may_not_is_told_why() -> None:
    raffle = open_raffle((1, 500_000))
    stranger = make_person("外人")
    status, said, _heads = played(lambda lane: ask(lane, path_of(raffle), authorization=ticket(stranger.pk)))
    assert (status, said["code"], said["rule"]) == (409, "members_only", "RF-02.who")


def test_before_the_opening_memory_says_no() -> None:
    now = database_now()
    raffle = open_raffle((1, 500_000), opens_at=now + timedelta(minutes=5))
    person = make_person("甲", union=raffle.organisation)
    status, said, _heads = played(lambda lane: ask(lane, path_of(raffle), authorization=ticket(person.pk)))
    assert (status, said["code"]) == (409, "not_open_yet")
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("path", ["/hot/benefits/222222222222/try", "/hot/benefits/222222222222/stream"])
def test_what_is_not_there_is_404(path: str) -> None:
    method = "GET" if path.endswith("stream") else "POST"
    answer = played(lambda lane: ask(lane, path, method=method, authorization=ticket(1)))
    assert (answer[0], answer[1]["code"]) == (404, "not_found")
