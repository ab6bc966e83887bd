# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import import_module

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import Request, enrol, enrol_all, enrol_crowd
from unionnet.tools.enrolment.models import Invitation, KeyedRequest, Offer, Place, Waiting
from unionnet.tools.enrolment.tests.makers import NOON, OPENING, make_group, make_offer

pytestmark = pytest.mark.django_db


def people(count: int) -> list[int]:
    return [make_person(f"会员{n}").pk for n in range(count)]


def outcomes(requests: list[Request]) -> list[str]:
    return [answer.outcome for answer in enrol_all(requests, by=None, at=NOON)]


def test_places_go_in_the_order_of_arrival_and_the_rest_wait() -> None:
    offer, crowd = make_offer(size=2), people(4)
    answers = enrol_all([Request(person, offer.pk) for person in crowd], by=None, at=NOON)
    assert [answer.outcome for answer in answers] == ["taken", "taken", "waiting", "waiting"]
    assert [answer.number for answer in answers] == [1, 2, 3, 4]
    assert [answer.position for answer in answers] == [0, 0, 1, 2]
    offer.refresh_from_db()
    assert (offer.taken, offer.waiting, offer.held, offer.last_number) == (2, 2, 0, 4)
    assert list(Place.objects.order_by("number").values_list("person_id", flat=True)) == crowd[:2]
    assert list(Waiting.objects.order_by("number").values_list("person_id", flat=True)) == crowd[2:]


def test_every_place_is_told_to_the_journal_with_its_actor() -> None:
    union = make_union("永宁街道总工会")
    offer, crowd = make_offer(union, size=1), people(2)
    enrol_all([Request(person, offer.pk) for person in crowd], by=None, at=NOON)
    told = Entry.objects.order_by("id").values_list("fact", "actor_id", "org_path", "data")
    assert list(told) == [
        ("enrolment.place_taken", crowd[0], union.path, {"offer": offer.pk, "person": crowd[0], "number": 1}),
        (
            "enrolment.waiting_joined",
            crowd[1],
            union.path,
            {"offer": offer.pk, "person": crowd[1], "number": 2},
        ),
    ]


def test_an_officer_who_enrols_for_a_worker_is_the_actor() -> None:
    union = make_union("永宁街道总工会")
    officer, worker, offer = make_officer(union), make_person("老李"), make_offer(union)
    place = enrol(worker, offer, by=officer, at=NOON)
    assert isinstance(place, Place)
    assert place.person == worker
    assert Entry.objects.get(fact="enrolment.place_taken").actor_id == officer.pk


def test_asking_again_gives_the_same_place() -> None:
    offer, (person,) = make_offer(size=1), people(1)
    first, second = enrol_all([Request(person, offer.pk)] * 2, by=None, at=NOON)
    (third,) = enrol_all([Request(person, offer.pk)], by=None, at=NOON + timedelta(days=30))
    assert (first.outcome, second.outcome, third.outcome) == ("taken", "held", "held")
    assert first.receipt == second.receipt == third.receipt
    assert first.at == second.at == third.at
    assert Place.objects.count() == 1
    assert Entry.objects.count() == 1


def test_waiting_again_gives_the_same_number_and_the_present_position() -> None:
    offer, (a, b, c) = make_offer(size=1), people(3)
    enrol_all([Request(person, offer.pk) for person in (a, b, c)], by=None, at=NOON)
    (again,) = enrol_all([Request(c, offer.pk)], by=None, at=NOON)
    assert (again.outcome, again.number, again.position) == ("queued", 3, 2)


def test_a_full_waiting_list_refuses() -> None:
    offer, crowd = make_offer(size=1, waiting_size=1), people(3)
    assert outcomes([Request(person, offer.pk) for person in crowd]) == ["taken", "waiting", "full"]
    offer.refresh_from_db()
    assert offer.is_full


def test_whoever_waits_goes_before_whoever_comes() -> None:
    offer, (a, b) = make_offer(size=1), people(2)
    enrol_all([Request(a, offer.pk)], by=None, at=NOON)
    Waiting.objects.create(offer=offer, person_id=b, number=2, receipt="0002-x", via="web", joined_at=NOON)
    Offer.objects.update(size=5, listed=1, last_number=2)
    (c,) = people(1)
    (answer,) = enrol_all([Request(c, offer.pk)], by=None, at=NOON)
    assert (answer.outcome, answer.position) == ("waiting", 2)


def test_one_person_takes_one_place_of_a_group_also_in_one_batch() -> None:
    union = make_union("永宁街道总工会")
    group = make_group(union)
    yoga, tea = make_offer(union, group=group), make_offer(union, group=group, title="茶艺")
    person, other = people(2)
    batch = [Request(person, yoga.pk), Request(other, tea.pk), Request(person, tea.pk)]
    assert outcomes(batch) == ["taken", "taken", "one_per_group"]


def test_who_waits_for_one_offer_may_take_another_of_its_group() -> None:
    union = make_union("永宁街道总工会")
    group = make_group(union)
    yoga = make_offer(union, group=group, size=0)
    tea = make_offer(union, group=group, title="茶艺")
    (person,) = people(1)
    assert outcomes([Request(person, yoga.pk), Request(person, tea.pk)]) == ["waiting", "taken"]


def test_an_invitation_counts_as_a_place_of_the_group() -> None:
    union = make_union("永宁街道总工会")
    group = make_group(union)
    yoga, tea = make_offer(union, group=group), make_offer(union, group=group, title="茶艺")
    (person,) = people(1)
    Invitation.objects.create(
        offer=yoga, person_id=person, group=group, number=1, receipt="0001-x", offered_at=NOON, deadline=NOON
    )
    assert outcomes([Request(person, yoga.pk), Request(person, tea.pk)]) == ["invited", "one_per_group"]


def test_a_lottery_takes_names_and_gives_no_place() -> None:
    offer, crowd = make_offer(mode="lottery", size=5, waiting_size=0), people(2)
    assert outcomes([Request(person, offer.pk) for person in crowd]) == ["waiting", "waiting"]


def test_the_same_key_gets_the_same_answer_whatever_happened_since() -> None:
    offer, (a, b) = make_offer(size=1), people(2)
    keyed = Request(b, offer.pk, key="k1", body_hash=b"1" * 32)
    first = enrol_all([Request(a, offer.pk), keyed], by=None, at=NOON)[1]
    Place.objects.all().delete()
    Waiting.objects.all().delete()
    (again,) = enrol_all([keyed], by=None, at=NOON)
    assert (first.outcome, again.outcome) == ("waiting", "re_waiting")
    assert (first.receipt, first.number, first.position, first.at) == (
        again.receipt,
        again.number,
        again.position,
        again.at,
    )
    assert Waiting.objects.count() == 0


def test_a_key_belongs_to_one_request_of_one_person() -> None:
    offer, (a, b) = make_offer(), people(2)
    requests = [
        Request(a, offer.pk, key="k1", body_hash=b"1" * 32),
        Request(a, offer.pk, key="k1", body_hash=b"2" * 32),
        Request(b, offer.pk, key="k1", body_hash=b"3" * 32),
    ]
    assert outcomes(requests) == ["taken", "key_reused", "taken"]
    assert KeyedRequest.objects.count() == 2


def test_a_refused_key_may_be_used_again() -> None:
    offer, (person,) = make_offer(), people(1)
    keyed = Request(person, offer.pk, key="k1", body_hash=b"1" * 32)
    (early,) = enrol_all([keyed], by=None, at=OPENING - timedelta(microseconds=1))
    (due,) = enrol_all([keyed], by=None, at=OPENING)
    assert (early.outcome, due.outcome) == ("not_open_yet", "taken")


def test_the_clock_of_the_database_decides_when_no_moment_is_given() -> None:
    offer, (person,) = make_offer(), people(1)
    (answer,) = enrol_all([Request(person, offer.pk)], by=None)
    assert answer.outcome == "closed"


def test_an_unknown_offer_is_said_to_be_unknown() -> None:
    (person,) = people(1)
    assert outcomes([Request(person, 999_999)]) == ["unknown"]


def test_several_offers_are_decided_in_one_batch() -> None:
    union = make_union("永宁街道总工会")
    yoga, tea, crowd = make_offer(union, size=1), make_offer(union, size=2), people(3)
    batch = [Request(person, offer.pk) for person in crowd for offer in (tea, yoga)]
    assert outcomes(batch) == ["taken", "taken", "taken", "waiting", "waiting", "waiting"]


def test_who_asks_twice_in_one_batch_locks_everything_before_the_first_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lower, higher = make_offer(title="瑜伽"), make_offer(title="书法")
    locked: list[object] = []
    verb = import_module("unionnet.tools.enrolment.actions.enrol")
    plain = verb._to_lock

    def seen(requests: list[Request]) -> object:
        locked.append(plain(requests))
        return locked[-1]

    monkeypatch.setattr(verb, "_to_lock", seen)
    (lin,) = people(1)
    requests = [Request(lin, higher.pk), Request(lin, lower.pk)]
    assert outcomes(requests) == ["taken", "taken"]
    asyncio.run(enrol_crowd(requests, Crowd()))  # type: ignore[arg-type]
    assert locked == 2 * [{"offers": [lower.pk, higher.pk]}]


class Crowd:
    """A connection that says nothing, for what is sent over it."""

    @asynccontextmanager
    async def pipeline(self) -> AsyncIterator[None]:
        yield

    async def execute(self, *sent: object, prepare: bool) -> Crowd:
        return self

    async def fetchall(self) -> list[object]:
        return []

    async def commit(self) -> None: ...


def test_enrol_raises_the_refusal_with_its_rule() -> None:
    offer, person = make_offer(min_age=60), make_person("小王")
    with pytest.raises(Refusal) as no:
        enrol(person, offer, by=person, at=NOON)
    assert no.value.as_json() == {
        "code": "too_young",
        "message": "须年满 60 周岁。",
        "rule": "EN-08.age",
        "citation": "年龄按开始报名当日的周岁计算（系统默认）",
    }


def test_more_than_a_thousand_at_once_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at most 1000"):
        enrol_all([Request(1, 1)] * 1001, by=None)
