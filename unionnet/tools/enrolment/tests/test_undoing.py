# SPDX-License-Identifier: Apache-2.0
"""A withdrawal by mistake can be taken back for a while, unless somebody else has what was given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.models import Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import (
    Request,
    cancel_offer,
    draw_lots,
    enrol,
    enrol_all,
    freeze_roster,
    make_offer,
    undo,
    withdraw,
)
from unionnet.tools.enrolment.hot import read_offers
from unionnet.tools.enrolment.models import Draw, Invitation, Offer, Place, Undo, Waiting, Withdrawal
from unionnet.tools.enrolment.queries import history_of, results
from unionnet.tools.enrolment.rules import undo_until
from unionnet.tools.enrolment.tests.makers import NOON, OPENING, make_group
from unionnet.tools.enrolment.tests.makers import make_offer as plain_offer

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(minutes=10)
TOO_LATE = SOON + timedelta(seconds=1)


def enrolled(offer: Offer, *names: str) -> list[Person]:
    people = [make_person(name) for name in names]
    enrol_all([Request(person.pk, offer.pk) for person in people], by=None, at=NOON)
    return people


def counts(offer: Offer) -> tuple[int, int, int]:
    offer.refresh_from_db()
    rows = tuple(kind.objects.filter(offer=offer).count() for kind in (Place, Invitation, Waiting))
    assert rows == (offer.taken, offer.held, offer.listed)
    return offer.taken, offer.held, offer.waiting


def why_not(person: Person, offer: Offer, at: Any = SOON) -> str:
    with pytest.raises(Refusal) as no:
        undo(person, offer, by=person, at=at)
    return no.value.code


def test_the_same_place_is_there_again() -> None:
    offer = plain_offer(size=2)
    (lin,) = enrolled(offer, "林晓")
    before = Place.objects.get()
    withdraw(lin, offer, by=lin, at=NOON)
    again = undo(lin, offer, by=lin, at=SOON)
    assert undo(lin, offer, by=lin, at=TOO_LATE) == again
    assert isinstance(again, Place)
    same = (again.number, again.receipt, again.taken_at)
    assert same == (before.number, before.receipt, before.taken_at)
    assert counts(offer) == (1, 0, 0)
    assert Undo.objects.get().withdrawal == Withdrawal.objects.get()
    assert Entry.objects.filter(fact="enrolment.withdrawal_undone", actor_id=lin.pk).count() == 1
    assert [line.outcome for line in results(offer)] == ["taken"]
    assert list(history_of(lin)) == []


def test_it_can_be_withdrawn_and_taken_back_again() -> None:
    offer = plain_offer(size=1)
    (lin,) = enrolled(offer, "林晓")
    for _ in range(2):
        withdraw(lin, offer, by=lin, at=NOON)
        undo(lin, offer, by=lin, at=SOON)
    assert (counts(offer), Undo.objects.count()) == ((1, 0, 0), 2)


def test_a_mistake_can_be_taken_back_for_ten_minutes() -> None:
    offer = plain_offer(size=2)
    (lin,) = enrolled(offer, "林晓")
    withdraw(lin, offer, by=lin, at=NOON)
    assert why_not(lin, offer, TOO_LATE) == "too_late_to_undo"


@pytest.mark.parametrize("confirm_minutes", [0, 30])
def test_what_went_to_the_next_is_gone(confirm_minutes: int) -> None:
    offer = plain_offer(size=1, confirm_minutes=confirm_minutes)
    lin, _next = enrolled(offer, "林晓", "下一位")
    withdraw(lin, offer, by=lin, at=NOON)
    assert why_not(lin, offer) == "place_gone"
    end = enrol(lin, offer, by=lin, at=SOON)
    assert (end.outcome, end.number) == ("waiting", 3)


def test_what_somebody_took_meanwhile_is_gone() -> None:
    offer = plain_offer(size=1)
    (lin,) = enrolled(offer, "林晓")
    withdraw(lin, offer, by=lin, at=NOON)
    enrolled(offer, "后来的")
    assert why_not(lin, offer) == "place_gone"
    assert counts(offer) == (1, 0, 0)


def test_a_number_on_the_list_keeps_its_rank() -> None:
    offer = plain_offer(size=1)
    _first, lin, _last = enrolled(offer, "头一个", "林晓", "末一个")
    withdraw(lin, offer, by=lin, at=NOON)
    undo(lin, offer, by=lin, at=SOON)
    queue = Waiting.objects.order_by("number").values_list("person__name", flat=True)
    assert (list(queue), counts(offer)) == (["林晓", "末一个"], (1, 0, 2))


def test_who_goes_back_to_a_list_that_ran_dry_is_asked_at_once() -> None:
    offer = plain_offer(size=1, confirm_minutes=30)
    first, lin = enrolled(offer, "头一个", "林晓")
    withdraw(lin, offer, by=lin, at=NOON)
    withdraw(first, offer, by=first, at=NOON)
    assert isinstance(undo(lin, offer, by=lin, at=SOON), Invitation)
    assert counts(offer) == (0, 1, 0)


def test_a_declined_place_is_kept_again_and_no_longer_than_before() -> None:
    offer = plain_offer(size=1, confirm_minutes=30)
    first, lin = enrolled(offer, "头一个", "林晓")
    withdraw(first, offer, by=first, at=NOON)
    before = Invitation.objects.get()
    withdraw(lin, offer, by=lin, why=Withdrawal.Why.DECLINED, at=NOON + timedelta(minutes=25))
    again = undo(lin, offer, by=lin, at=before.deadline)
    assert isinstance(again, Invitation)
    assert (again.deadline, counts(offer)) == (before.deadline, (0, 1, 0))
    gone = withdraw(lin, offer, by=lin, why=Withdrawal.Why.DECLINED, at=NOON + timedelta(minutes=26))
    assert undo_until(gone, offer) == before.deadline
    assert why_not(lin, offer, before.deadline + timedelta(seconds=1)) == "too_late_to_undo"


def test_what_others_decided_is_not_undone() -> None:
    union = make_union("永宁街道总工会")
    officer, offer = make_officer(union), plain_offer(union)
    lin, zhou = enrolled(offer, "林晓", "周师傅")
    withdraw(lin, offer, by=officer, why=Withdrawal.Why.BY_OFFICE, at=NOON)
    assert (why_not(lin, offer), why_not(make_person("路人"), offer)) == ("not_undone", "not_undone")
    withdraw(zhou, offer, by=zhou, at=NOON)
    cancel_offer(offer, "教师请假", by=officer, at=NOON)
    assert why_not(zhou, offer) == "cancelled"


def test_one_place_a_group_holds_here_too() -> None:
    offer = plain_offer(size=2)
    group = make_group(offer.organisation)
    Offer.objects.update(group=group)
    other = plain_offer(offer.organisation, group=group)
    (lin,) = enrolled(offer, "林晓")
    withdraw(lin, offer, by=lin, at=NOON)
    enrol(lin, other, by=lin, at=NOON)
    assert why_not(lin, offer) == "one_per_group"


def test_an_entry_in_a_draw_comes_back_until_the_roster_is_published() -> None:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    closes = OPENING + timedelta(minutes=5)
    offer = make_offer(
        union, by=officer, title="亲子营", mode="lottery", size=1, audience="everyone",
        opens_at=OPENING, closes_at=closes,
    )  # fmt: skip
    lin, zhou, _sun = enrolled(offer, "林晓", "周师傅", "孙师傅")
    for person in (lin, zhou):
        withdraw(person, offer, by=person, at=NOON)
    assert undo(lin, offer, by=lin, at=NOON).outcome == "entered"
    draw = freeze_roster(Draw.objects.get(), by=officer, at=closes)
    assert why_not(zhou, offer) == "roster_published"
    withdraw(lin, offer, by=lin, at=closes)
    draw_lots(draw, by=officer, at=closes + timedelta(minutes=1))
    assert (why_not(zhou, offer), why_not(lin, offer)) == ("roster_published", "roster_published")


def test_the_lane_reads_again_who_holds_what_though_the_counts_are_the_same() -> None:
    offer = plain_offer(size=2, waiting_size=0)
    a, b = enrolled(offer, "甲", "乙")
    withdraw(b, offer, by=b, at=NOON)
    moment, known = read_offers([offer.public_id], {}, using="default")
    withdraw(a, offer, by=a, at=NOON)
    undo(b, offer, by=b, at=SOON)
    assert moment > SOON  # closed by the clock: the holders are read
    _moment, now = read_offers([offer.public_id], known, using="default")
    holders = (known[offer.public_id].holders, now[offer.public_id].holders)
    assert holders == (frozenset({a.pk}), frozenset({b.pk}))
