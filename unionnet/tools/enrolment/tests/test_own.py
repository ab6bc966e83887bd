# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest

from tests.makers import make_person
from unionnet.tools.enrolment.actions import Request, enrol_all, withdraw
from unionnet.tools.enrolment.models import Invitation, Offer
from unionnet.tools.enrolment.queries import Holding, history_of, holdings_of
from unionnet.tools.enrolment.tests.makers import NOON, make_group, make_offer

pytestmark = pytest.mark.django_db


def test_what_one_has_of_offers_and_of_a_group_is_one_question(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    first = make_offer(size=1, confirm_minutes=30)
    union = first.organisation
    asked = make_offer(union, size=1, group=make_group(union))
    lottery, other = make_offer(union, mode=Offer.Mode.LOTTERY), make_offer(union)
    before, lin = make_person("头一个"), make_person("林晓")
    several = [Request(who.pk, offer.pk) for who in (before, lin) for offer in (first, asked)]
    enrol_all([*several, Request(lin.pk, lottery.pk), Request(lin.pk, other.pk)], by=None, at=NOON)
    withdraw(before, first, by=before, at=NOON)
    with django_assert_num_queries(1):
        held = holdings_of(lin, [first.pk, lottery.pk], asked.group_id)
    assert held == {
        first.pk: Holding("invited", 2, NOON + timedelta(minutes=30)),
        asked.pk: Holding("waiting", 2),
        lottery.pk: Holding("entered", 1),
    }
    assert [each.is_place for each in (held[first.pk], held[asked.pk], held[lottery.pk])] == [
        True,
        False,
        False,
    ]
    assert holdings_of(lin, [other.pk])[other.pk] == Holding("taken", 1)
    assert Invitation.objects.get().person == lin
    assert holdings_of(None, [first.pk]) == {}


def test_the_history_asks_for_nothing_but_the_offers() -> None:
    assert "organisations_organisation" not in str(history_of(make_person("林晓")).query)
