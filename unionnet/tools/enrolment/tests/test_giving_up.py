# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.models import Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import (
    Request,
    cancel_offer,
    change_offer,
    confirm,
    enrol_all,
    lapse,
    withdraw,
)
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting, Withdrawal
from unionnet.tools.enrolment.tests.makers import NOON, make_group, make_offer

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def filled(offer: Offer, count: int) -> list[Person]:
    crowd = [make_person(f"会员{n}") for n in range(count)]
    enrol_all([Request(person.pk, offer.pk) for person in crowd], by=None, at=NOON)
    offer.refresh_from_db()
    return crowd


def counters(offer: Offer) -> tuple[int, int, int]:
    offer.refresh_from_db()
    rows = tuple(kind.objects.filter(offer=offer).count() for kind in (Place, Invitation, Waiting))
    assert rows == (offer.taken, offer.held, offer.waiting)
    return offer.taken, offer.held, offer.waiting


def test_a_freed_place_is_kept_for_the_first_who_waits() -> None:
    offer = make_offer(size=1, confirm_minutes=30)
    a, b, c = filled(offer, 3)
    withdraw(a, offer, by=a, at=LATER)
    assert counters(offer) == (0, 1, 1)
    invitation = Invitation.objects.get()
    assert (invitation.person, invitation.deadline) == (b, LATER + timedelta(minutes=30))
    assert Waiting.objects.get().person == c
    told = list(Entry.objects.order_by("id").values_list("fact", "actor_id"))[-2:]
    assert told == [("enrolment.place_given_up", a.pk), ("enrolment.place_offered", None)]


def test_the_invited_confirm_and_keep_their_receipt() -> None:
    offer = make_offer(size=1, confirm_minutes=30)
    a, b = filled(offer, 2)
    receipt = Waiting.objects.get().receipt
    withdraw(a, offer, by=a, at=LATER)
    place = confirm(b, offer, by=b, at=LATER + timedelta(minutes=30))
    assert place.receipt == receipt
    assert confirm(b, offer, by=b, at=LATER + timedelta(days=1)).pk == place.pk
    assert counters(offer) == (1, 0, 0)


def test_nobody_confirms_after_the_deadline() -> None:
    offer = make_offer(size=1, confirm_minutes=30)
    a, b = filled(offer, 2)
    withdraw(a, offer, by=a, at=LATER)
    with pytest.raises(Refusal) as no:
        confirm(b, offer, by=b, at=LATER + timedelta(minutes=30, microseconds=1))
    assert (no.value.code, no.value.rule.rule if no.value.rule else "") == (
        "nothing_to_confirm",
        "EN-03.confirm_minutes",
    )
    assert counters(offer) == (0, 1, 0)


def test_an_unanswered_invitation_goes_to_the_next() -> None:
    offer = make_offer(size=1, confirm_minutes=30)
    a, b, c = filled(offer, 3)
    withdraw(a, offer, by=a, at=LATER)
    assert lapse(at=LATER + timedelta(minutes=30)) == 0
    assert lapse(at=LATER + timedelta(minutes=31)) == 1
    assert Invitation.objects.get().person == c
    assert Withdrawal.objects.get(person=b).why == "lapsed"
    assert counters(offer) == (0, 1, 0)


def test_declining_an_invitation_asks_the_next() -> None:
    offer = make_offer(size=1)
    a, b, c = filled(offer, 3)
    withdraw(a, offer, by=a, at=LATER)
    gone = withdraw(b, offer, by=b, why=Withdrawal.Why.DECLINED, at=LATER)
    assert (gone.had, gone.why) == ("invitation", "declined")
    assert Invitation.objects.get().person == c


def test_without_a_time_to_confirm_the_place_is_given_at_once() -> None:
    offer = make_offer(size=1, confirm_minutes=0)
    a, b = filled(offer, 2)
    withdraw(a, offer, by=a, at=LATER)
    assert Place.objects.get().person == b
    assert counters(offer) == (1, 0, 0)


def test_who_has_a_place_of_the_group_by_now_is_passed_over() -> None:
    union = make_union("永宁街道总工会")
    group = make_group(union)
    yoga, tea = make_offer(union, group=group, size=1), make_offer(union, group=group, title="茶艺")
    a, b, c = filled(yoga, 3)
    enrol_all([Request(b.pk, tea.pk)], by=None, at=NOON)
    withdraw(a, yoga, by=a, at=LATER)
    assert Invitation.objects.get().person == c
    assert Withdrawal.objects.get(person=b).why == "has_other"
    assert counters(yoga) == (0, 1, 0)


def test_nobody_is_asked_when_the_activity_is_over() -> None:
    offer = make_offer(size=1, starts_at=LATER)
    a, _b = filled(offer, 2)
    withdraw(a, offer, by=a, at=LATER)
    assert counters(offer) == (0, 0, 1)


def test_after_the_last_moment_only_the_office_withdraws() -> None:
    union = make_union("永宁街道总工会")
    offer = make_offer(union, withdrawable_until=LATER)
    (a,) = filled(offer, 1)
    late = LATER + timedelta(seconds=1)
    with pytest.raises(Refusal) as no:
        withdraw(a, offer, by=a, at=late)
    assert no.value.code == "too_late_to_withdraw"
    officer = make_officer(union)
    gone = withdraw(a, offer, by=officer, why=Withdrawal.Why.BY_OFFICE, note="来电请假", at=late)
    assert (gone.by, gone.note) == (officer, "来电请假")


def test_nobody_gives_up_what_they_do_not_have() -> None:
    offer, person = make_offer(), make_person("某人")
    with pytest.raises(Refusal) as no:
        withdraw(person, offer, by=person, at=NOON)
    assert no.value.code == "no_place"


def test_more_places_go_at_once_to_those_who_wait() -> None:
    union = make_union("永宁街道总工会")
    offer, officer = make_offer(union, size=1), make_officer(union)
    _a, b, c, _d = filled(offer, 4)
    change_offer(offer, by=officer, size=3, at=LATER)
    assert counters(offer) == (1, 2, 1)
    assert {i.person for i in Invitation.objects.all()} == {b, c}


def test_fewer_places_than_were_given_are_refused() -> None:
    union = make_union("永宁街道总工会")
    offer, officer = make_offer(union, size=2), make_officer(union)
    filled(offer, 2)
    with pytest.raises(Refusal) as no:
        change_offer(offer, by=officer, size=1)
    assert str(no.value) == "已经给出 2 个名额，总数不能更少。"
    assert change_offer(offer, by=officer, size=2).size == 2


def test_a_change_tells_what_changed_and_an_idle_one_tells_nothing() -> None:
    union = make_union("永宁街道总工会")
    offer, officer = make_offer(union), make_officer(union)
    change_offer(offer, by=officer, title=offer.title)
    change_offer(offer, by=officer, title="零基础太极", size=12)
    assert [entry.data["what"] for entry in Entry.objects.filter(fact="enrolment.offer_changed")] == [
        ["size", "title"]
    ]


def test_calling_off_empties_the_offer_and_keeps_the_record() -> None:
    union = make_union("永宁街道总工会")
    offer, officer = make_offer(union, size=1), make_officer(union)
    filled(offer, 3)
    cancel_offer(offer, "教师请假", by=officer, at=LATER)
    assert counters(offer) == (0, 0, 0)
    assert set(Withdrawal.objects.values_list("why", "had")) == {
        ("cancelled", "place"),
        ("cancelled", "waiting"),
    }
    (answer,) = enrol_all([Request(make_person("某人").pk, offer.pk)], by=None, at=LATER)
    assert answer.outcome == "cancelled"
