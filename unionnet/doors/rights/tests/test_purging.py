# SPDX-License-Identifier: Apache-2.0
"""Rows go when their time is over, and not a day before."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.makers import LONG_AGO, make_officer, make_person, make_union
from unionnet.directory.people.actions import open_field
from unionnet.directory.people.models import Consent, Membership, Opening
from unionnet.doors.rights.actions import purge_what_is_over
from unionnet.foundation.privacy import declarations
from unionnet.foundation.privacy.erasing import BATCH, children_first
from unionnet.tools.enrolment.actions import enrol, make_offer
from unionnet.tools.enrolment.models import Place

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
YEAR = timedelta(days=366)


def test_a_refused_application_keeps_its_words_for_a_year() -> None:
    lin = make_person("林晓", union=make_union("云阳县总工会"))
    Membership.objects.update(state="rejected", decided_at=NOW, unit="快递站", reason="材料不全")
    assert purge_what_is_over(at=NOW + YEAR) == {}
    assert purge_what_is_over(at=NOW + YEAR + timedelta(seconds=1)) == {"people.Membership": 1}
    assert purge_what_is_over(at=NOW + 2 * YEAR) == {}, "what is blank already is not written again"
    own = Membership.objects.get(person=lin)
    assert (own.unit, own.reason, own.state) == ("", "", "rejected")


def test_openings_and_consents_stay_three_years() -> None:
    union = make_union("云阳县总工会")
    lin, officer = make_person("林晓", union=union), make_officer(union)
    open_field(lin, "mobile", "核对联系方式", by=officer)
    Opening.objects.update(at=NOW)
    Consent.objects.create(person=lin, purpose="joining", version="1", given_at=LONG_AGO)
    Consent.objects.create(person=lin, purpose="joining", version="2", given_at=LONG_AGO, withdrawn_at=NOW)
    assert purge_what_is_over(at=NOW + 3 * YEAR) == {}
    gone = purge_what_is_over(at=NOW + 3 * YEAR + timedelta(days=1))
    assert gone == {"people.Opening": 1, "people.Consent": 1}
    assert Consent.objects.get().version == "1", "a consent that stands has no end"


def test_places_go_three_years_after_the_activity() -> None:
    union = make_union("云阳县总工会")
    lin, officer = make_person("林晓", union=union), make_officer(union)
    hours = {"opens_at": LONG_AGO, "closes_at": NOW + timedelta(days=1), "starts_at": NOW + timedelta(days=9)}
    offer = make_offer(union, by=officer, title="瑜伽", size=5, **hours)
    enrol(lin, offer, by=lin, at=NOW)
    assert purge_what_is_over(at=NOW + 3 * YEAR) == {}
    assert purge_what_is_over(at=NOW + 3 * YEAR + timedelta(days=10)) == {"enrolment.Place": 1}
    assert Place.objects.count() == 0


def test_what_points_goes_before_what_it_points_to() -> None:
    order = [one.model for one in children_first()]
    assert set(order) == {one.model for one in declarations()}
    assert order.index("reach.Delivery") < order.index("reach.Notice") < order.index("people.Person")
    assert order.index("people.Disclosed") < order.index("people.Disclosure")
    assert BATCH <= 10_000
