# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.foundation import lots
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import (
    Request,
    cancel_offer,
    change_offer,
    choose,
    draw_lots,
    enrol_all,
    freeze_roster,
    make_group,
    make_offer,
)
from unionnet.tools.enrolment.models import Choice, Draw, Offer, Place, Waiting
from unionnet.tools.enrolment.queries import first_wishes_of, mine, position_of, published, results, wishes_of
from unionnet.tools.enrolment.tests.makers import NOON, OPENING

CLOSED = OPENING + timedelta(days=7)
TERMS = {"opens_at": OPENING, "closes_at": CLOSED, "audience": "everyone"}


def lottery(size: int, entrants: int) -> Draw:
    union = make_union("永宁街道总工会")
    offer = make_offer(union, by=make_officer(union), title="亲子营", mode="lottery", size=size, **TERMS)
    crowd = [make_person(f"会员{n}").pk for n in range(entrants)]
    enrol_all([Request(person, offer.pk) for person in crowd], by=None, at=NOON)
    return Draw.objects.get(offer=offer)


@pytest.mark.django_db
def test_the_seed_is_promised_before_anybody_enters_and_opened_by_the_draw() -> None:
    draw = lottery(3, 8)
    assert published(draw)["seed"] is None
    officer = make_officer(make_union("区总工会"))
    freeze_roster(draw, by=officer, at=CLOSED)
    draw.refresh_from_db()
    assert published(draw)["seed"] is None
    assert draw.roster_root == lots.roster_root(draw.roster)
    draw = draw_lots(draw, by=officer, public_word="08 17 22", at=CLOSED)
    draw = Draw.objects.get(pk=draw.pk)
    seed = bytes.fromhex(str(published(draw)["seed"]))
    assert hashlib.sha256(seed).hexdigest() == draw.commitment
    assert draw.order == lots.drawn_order(seed, draw.roster_root, "08 17 22", draw.roster)


@pytest.mark.django_db
def test_the_first_in_the_drawn_order_get_places_and_the_rest_wait_in_it() -> None:
    draw = lottery(3, 8)
    officer = make_officer(make_union("区总工会"))
    draw = draw_lots(freeze_roster(draw, by=officer, at=CLOSED), by=officer, at=CLOSED)
    assert list(Place.objects.order_by("number").values_list("receipt", flat=True)) == draw.order[:3]
    assert list(Waiting.objects.order_by("number").values_list("receipt", flat=True)) == draw.order[3:]
    assert [receipt for receipt, _offer in draw.result] == draw.order[:3]
    offer = Offer.objects.get()
    assert (offer.taken, offer.waiting) == (3, 5)
    again = draw_lots(draw, by=officer, public_word="other", at=CLOSED)
    assert (again.order, again.public_word) == (draw.order, "")


@pytest.mark.django_db
def test_no_roster_before_closing_and_no_draw_before_the_roster() -> None:
    draw = lottery(1, 1)
    officer = make_officer(make_union("区总工会"))
    with pytest.raises(Refusal) as early:
        freeze_roster(draw, by=officer, at=CLOSED - timedelta(seconds=1))
    with pytest.raises(Refusal) as blind:
        draw_lots(draw, by=officer, at=CLOSED)
    assert (early.value.code, blind.value.code) == ("still_open", "roster_not_frozen")


@pytest.mark.django_db
def test_nobody_can_enter_behind_a_published_roster() -> None:
    """Their entry would be on no list, and the draw would lose it."""
    draw = lottery(1, 2)
    officer, offer = make_officer(make_union("区总工会")), Offer.objects.get()
    freeze_roster(draw, by=officer, at=CLOSED)
    with pytest.raises(Refusal) as no:
        change_offer(offer, by=officer, closes_at=CLOSED + timedelta(days=1))
    assert no.value.code == "roster_published"
    assert change_offer(offer, by=officer, size=2).size == 2


@pytest.mark.django_db
def test_wishes_are_granted_in_the_drawn_order() -> None:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    group = make_group(union, "春季班", by=officer, ranked=True)
    yoga, tea = (
        make_offer(union, by=officer, title=title, mode="ranked", group=group, size=1, **TERMS)
        for title in ("瑜伽", "茶艺")
    )
    crowd = [make_person(f"会员{n}") for n in range(3)]
    for person in crowd:
        choose(person, group, [tea], by=person, at=NOON)
        choose(person, group, [yoga, tea], by=person, at=NOON)
    draw = freeze_roster(Draw.objects.get(), by=officer, at=CLOSED)
    assert len(draw.roster) == 3
    draw = draw_lots(draw, by=officer, at=CLOSED)
    first, second, third = (line.partition("|")[0] for line in draw.order)
    assert Place.objects.get(offer=yoga).receipt == first
    assert Place.objects.get(offer=tea).receipt == second
    assert set(Waiting.objects.values_list("receipt", "offer")) == {(third, yoga.pk), (third, tea.pk)}
    assert draw.result == [[first, yoga.public_id], [second, tea.public_id]]


@pytest.mark.django_db
def test_behind_a_published_roster_nobody_wishes_and_nothing_is_added() -> None:
    """Other wishes would not be those of the roster, and the person would be passed over."""
    union = make_union("永宁街道总工会")
    officer, lin = make_officer(union), make_person("林晓")
    group = make_group(union, "春季班", by=officer, ranked=True)
    terms = {**TERMS, "mode": "ranked", "group": group, "size": 1}
    yoga = make_offer(union, by=officer, title="瑜伽", **terms)
    choose(lin, group, [yoga], by=lin, at=NOON)
    freeze_roster(Draw.objects.get(), by=officer, at=CLOSED)
    later = {**terms, "closes_at": CLOSED + timedelta(days=7)}
    with pytest.raises(Refusal) as no:
        make_offer(union, by=officer, title="茶艺", **later)
    assert no.value.code == "roster_published"
    make_offer(union, by=officer, title="讲座", **{**later, "mode": "first_come"})
    tea = Offer.objects.create(organisation=union, title="茶艺", **later)
    with pytest.raises(Refusal) as no:
        choose(lin, group, [tea, yoga], by=lin, at=CLOSED)
    assert no.value.code == "roster_published"
    assert Choice.objects.get().offer == yoga


@pytest.mark.django_db
def test_wishes_are_judged_at_the_moment_after_the_lock() -> None:
    union = make_union("永宁街道总工会")
    group, lin = make_group(union, "春季班", by=make_officer(union), ranked=True), make_person("林晓")
    with CaptureQueriesContext(connection) as asked, pytest.raises(Refusal):
        choose(lin, group, [], by=lin)
    said = [each["sql"] for each in asked]
    lock = next(n for n, sql in enumerate(said) if "FOR NO KEY UPDATE" in sql)
    assert lock < next(n for n, sql in enumerate(said) if "statement_timestamp" in sql)


@pytest.mark.django_db
def test_wishes_must_be_of_the_group_and_not_repeat() -> None:
    union = make_union("永宁街道总工会")
    officer, person = make_officer(union), make_person("某人")
    group = make_group(union, "春季班", by=officer, ranked=True)
    offer = make_offer(union, by=officer, title="瑜伽", mode="ranked", group=group, size=1, **TERMS)
    other = make_offer(union, by=officer, title="另一组", size=1, **TERMS)
    for wishes, code in (
        ([], "wishes_repeat"),
        ([offer, offer], "wishes_repeat"),
        ([other], "not_in_this_group"),
    ):
        with pytest.raises(Refusal) as no:
            choose(person, group, wishes, by=person, at=NOON)
        assert no.value.code == code
    assert Choice.objects.count() == 0


def test_every_order_is_equally_likely() -> None:
    tally = Counter(
        "".join(lots.drawn_order(n.to_bytes(32, "big"), "00" * 32, "", ["a", "b", "c"])) for n in range(6000)
    )
    expected = 6000 / 6
    chi_square = sum((count - expected) ** 2 / expected for count in tally.values())
    assert len(tally) == 6
    assert 0.2 < chi_square < 20.5  # p between 0.001 and 0.999 at five degrees of freedom


def test_naming_false_wishes_never_helps() -> None:
    order, sizes = ["x", "y", "z"], {"a": 1, "b": 1}
    true = lots.allocate(order, {"x": ["a", "b"], "y": ["a", "b"], "z": ["a", "b"]}, sizes)
    false = lots.allocate(order, {"x": ["a", "b"], "y": ["b", "a"], "z": ["a", "b"]}, sizes)
    assert true == {"x": "a", "y": "b"}
    assert false["y"] == true["y"]


@pytest.mark.django_db
def test_before_the_draw_people_have_entered_and_nobody_waits() -> None:
    draw = lottery(3, 8)
    offer = Offer.objects.get()
    assert (offer.entered, offer.waiting, offer.listed) == (8, 0, 8)
    first = Waiting.objects.order_by("number")[0]
    assert (first.outcome, position_of(first)) == ("entered", None)
    assert [(line.state, line.position) for line in mine(first.person)] == [("entered", None)]
    assert {line.outcome for line in results(offer)} == {"entered"}
    officer = make_officer(make_union("区总工会"))
    draw_lots(freeze_roster(draw, by=officer, at=CLOSED), by=officer, at=CLOSED)
    offer.refresh_from_db()
    assert (offer.entered, offer.waiting, offer.drawn_at) == (0, 5, CLOSED)
    first = Waiting.objects.order_by("number")[0]
    assert (first.outcome, position_of(first)) == ("waiting", 1)
    assert [(line.state, line.position) for line in mine(first.person)] == [("waiting", 1)]
    assert Counter(line.outcome for line in results(offer)) == {"taken": 3, "waiting": 5}


@pytest.mark.django_db
def test_wishes_count_as_entered_and_become_places_and_waiting_numbers() -> None:
    union = make_union("区总工会")
    officer = make_officer(union)
    group = make_group(union, "暑期托管", by=officer, ranked=True)
    terms = {**TERMS, "mode": "ranked", "group": group, "size": 1}
    north, south = (make_offer(union, by=officer, title=name, **terms) for name in ("北班", "南班"))
    lin, zhou, sun = (make_person(name) for name in ("林晓", "周师傅", "孙师傅"))
    choose(lin, group, [north, south], by=lin, at=NOON)
    choose(zhou, group, [north], by=zhou, at=NOON)
    choose(sun, group, [south, north], by=sun, at=NOON)
    choose(sun, group, [north], by=sun, at=NOON)

    def counts() -> list[tuple[int, int, int]]:
        return [(o.taken, o.entered, o.waiting) for o in Offer.objects.order_by("pk")]

    assert counts() == [(0, 3, 0), (0, 1, 0)]
    assert [(each.receipt[:2], [o.title for o in each.offers]) for each in wishes_of(lin)] == [
        ("Z-", ["北班", "南班"])
    ]
    assert [wish.offer for wish in first_wishes_of(lin)] == [north]
    cancel_offer(north, "教师请假", by=officer, at=NOON)
    assert [each.offers for each in wishes_of(lin)] == [[south]]
    assert [wish.offer for wish in first_wishes_of(lin)] == [south]
    assert [*wishes_of(zhou), *first_wishes_of(zhou)] == []
    Offer.objects.update(cancelled_at=None)
    draw = Draw.objects.get(group=group)
    draw_lots(freeze_roster(draw, by=officer, at=CLOSED), by=officer, at=CLOSED)
    rows = [(Place.objects.filter(offer=o).count(), 0, o.queue.count()) for o in (north, south)]
    assert counts() == rows
    assert wishes_of(lin) == []
