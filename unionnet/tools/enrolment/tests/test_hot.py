# SPDX-License-Identifier: Apache-2.0
"""What the waiting room looks up every second."""

from __future__ import annotations

import pytest

from tests.makers import make_person
from unionnet.tools.enrolment.actions import Request, enrol_all
from unionnet.tools.enrolment.hot import read_watched
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.tests.makers import NOON, make_offer

pytestmark = pytest.mark.django_db


def standing(offer: Offer, *people: int) -> dict[int, tuple[str, int]]:
    _moment, found = read_watched({offer.public_id: people}, using="default")
    return found[offer.public_id].people


def test_each_watcher_reads_where_they_stand() -> None:
    offer = make_offer(size=1)
    crowd = [make_person(f"会员{n}").pk for n in range(4)]
    enrol_all([Request(person, offer.pk) for person in crowd[:3]], by=None, at=NOON)
    assert standing(offer, *crowd) == {
        crowd[0]: ("taken", 0),
        crowd[1]: ("waiting", 0),
        crowd[2]: ("waiting", 1),
    }
    Offer.objects.update(mode=Offer.Mode.LOTTERY)
    assert standing(offer, crowd[2], crowd[3]) == {crowd[2]: ("entered", 0)}


def test_the_list_is_not_read_for_watchers_who_are_not_on_it(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    offer = make_offer(size=0)
    waits, watches = make_person("候补的").pk, make_person("看看的").pk
    enrol_all([Request(waits, offer.pk)], by=None, at=NOON)
    with django_assert_num_queries(5) as asked:
        assert standing(offer, watches) == {}
    lists = [each["sql"] for each in asked if "enrolment_waiting" in each["sql"]]
    assert [str(watches) in sql for sql in lists] == [True]
