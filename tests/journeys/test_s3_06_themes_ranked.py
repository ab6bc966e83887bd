# SPDX-License-Identifier: Apache-2.0
"""S3-06: 东莞 runs “莞工乐购” and other themes, twenty of them. One list says how many people each brought
in, in the order of the ranking that is asked for."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.tools.activities.actions import take_roster
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.tests.makers import brought, first_session, planned

pytestmark = pytest.mark.django_db


def test_twenty_themes_are_listed_with_participation_and_ranked(client: Client) -> None:
    city = make_union("东莞市总工会", kind="city_federation", region_code="441900")
    officer, chair = make_officer(city), make_officer(city, role="leader", name="莫主席")
    people = [Named(make_person(f"工友{n}", union=city)) for n in range(20)]
    for number in range(20):
        theme = "莞工乐购" if number == 19 else f"莞工主题{number:02d}"
        activity = planned(city, officer, title=f"{theme}活动日", topic=theme)
        brought(activity, "start", by=officer, chair=chair)
        take_roster(first_session(activity), people[: number + 1], via="list", by=officer)
    again = planned(city, officer, title="主题零零专场", topic="莞工主题00")
    brought(again, "start", by=officer, chair=chair)
    take_roster(
        first_session(again), [*people[:1], Named(name="路人", unit="松山湖")], via="list", by=officer
    )
    sign_in(client, chair)
    page = text_of(client.get("/desk/activities/topics"))
    assert "1 莞工乐购 1 0 20 0 20" in page  # rank, activities, trainings, persons, officers, times
    assert "2 莞工主题18 1 0 19 0 19" in page
    assert "18 莞工主题00 2 0 2 0 3" in page
    assert "20 莞工主题01 1 0 2 0 2" in page
    by_activities = text_of(client.get("/desk/activities/topics?by=activities"))
    assert "1 莞工主题00 2" in by_activities
