# SPDX-License-Identifier: Apache-2.0
"""The rule exists twice, in words and in SQL. Random people and random offers find no difference."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.makers import make_person, make_union
from unionnet.directory.people.models import Standing
from unionnet.tools.enrolment.actions import Request, enrol_all
from unionnet.tools.enrolment.models import Offer, Pause, Place
from unionnet.tools.enrolment.rules import SENTENCES, Candidate, refusal, why_not_enrol
from unionnet.tools.enrolment.tests.makers import OPENING, make_group, make_offer

BIRTHDAYS = st.one_of(
    st.none(),
    st.sampled_from([date(2000, 2, 29), date(2001, 3, 2), date(2001, 3, 3), date(1981, 3, 2)]),
    st.dates(date(1940, 1, 1), date(2015, 1, 1)),
)
MOMENTS = st.sampled_from([timedelta(microseconds=-1), timedelta(0), timedelta(days=1), timedelta(days=7)])
OPENINGS = st.sampled_from(
    [OPENING, datetime(2026, 2, 28, 15, 59, tzinfo=UTC), datetime(2026, 2, 28, 16, tzinfo=UTC)]
)


class RulesAgree(TestCase):
    @seed(20261121)
    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(data=st.data())
    def test_sql_and_python_give_the_same_answer(self, data: Any) -> None:
        draw = data.draw
        county = make_union("区总工会")
        street, other = make_union("街道总工会", county), make_union("别处总工会")
        group = make_group(county)
        opening = draw(OPENINGS)
        offer = make_offer(
            county,
            audience=draw(st.sampled_from(Offer.Audience.values)),
            open_to=draw(st.sampled_from([None, county, street])),
            any_tags=draw(st.sampled_from([[], ["骑手"], ["骑手", "司机"]])),
            min_age=draw(st.sampled_from([None, 18, 25])),
            max_age=draw(st.sampled_from([None, 24, 45])),
            group=draw(st.sampled_from([None, group])),
            size=draw(st.sampled_from([0, 1])),
            waiting_size=draw(st.sampled_from([None, 0, 1])),
            listed=draw(st.sampled_from([0, 1])),
            minds_pauses=draw(st.booleans()),
            mode=draw(st.sampled_from(["first_come", "first_come", "lottery"])),
            opens_at=opening,
            closes_at=opening + timedelta(days=7),
            cancelled_at=draw(st.sampled_from([None, None, None, opening])),
        )
        person = make_person("某人")
        Standing.objects.filter(person=person).update(
            path=draw(st.sampled_from(["", county.path, street.path, other.path])),
            is_real_name=draw(st.booleans()),
            tags=draw(st.sampled_from([[], ["司机"], ["护士"]])),
            born_on=draw(BIRTHDAYS),
        )
        holds = draw(st.booleans())
        if holds:
            sibling = make_offer(county, group=group)
            Place.objects.create(
                offer=sibling, person=person, group=group, number=1, receipt="1", via="web", taken_at=opening
            )
        until = draw(st.sampled_from([None, opening, opening + timedelta(hours=1)]))
        if until:
            Pause.objects.create(person=person, since=opening, until=until, rule="EN-01.no_shows", pack="t")
        standing = draw(st.sampled_from([Standing.objects.get(person=person), None]))
        if standing is None:
            Standing.objects.filter(person=person).delete()
        at = opening + draw(MOMENTS)

        candidate = Candidate.of(standing, paused_until=until, holds_in_group=holds)
        expected = why_not_enrol(candidate, offer, at)
        with transaction.atomic():
            (answer,) = enrol_all([Request(person.pk, offer.pk)], by=None, at=at)
        if expected:
            assert (answer.outcome, answer.is_refusal) == (expected.code, True)
        else:
            assert answer.outcome in {"taken", "waiting"}


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.django_db
def test_every_code_has_a_sentence_that_can_be_said(code: str) -> None:
    offer = make_offer(min_age=18, max_age=60, any_tags=["骑手"], cancel_reason="教师请假")
    said = refusal(code, offer)
    assert said.code == code
    assert "%(" not in str(said)
    assert len(str(said)) >= 8
