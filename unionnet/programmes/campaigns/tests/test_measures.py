# SPDX-License-Identifier: Apache-2.0
"""What a form takes from the campaigns: by kind, and over all kinds each person once."""

from __future__ import annotations

from datetime import date

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.places.tests.makers import at
from unionnet.programmes.campaigns.actions import Terms, hold, open_campaign
from unionnet.tools.activities.actions import Plan, sign_in
from unionnet.tools.activities.tests.makers import NOON, brought, first_session, planned

pytestmark = pytest.mark.django_db
MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def test_warmth_and_coolness_are_told_apart_and_a_person_is_counted_once() -> None:
    town = make_union("永宁街道总工会")
    officer, chair = make_officer(town), make_officer(town, role="leader", name="林主席")
    walker, other = make_person("王师傅", union=town), make_person("李师傅", union=town)
    days = (date(2024, 1, 1), date(2024, 3, 31))
    for kind, guests in (("warmth", (walker, other)), ("cool", (walker,))):
        campaign = open_campaign(town, Terms(kind, f"行动 {kind}", *days), by=officer)
        plan = Plan("service", kind, at("2024-03-08 09:00"), at("2024-03-08 11:00"), 50, place="枫林路口")
        activity = brought(hold(campaign, plan, by=officer), "start", by=officer, chair=chair)
        for guest in guests:
            sign_in(first_session(activity), by=guest, at=NOON)
    beside = brought(planned(town, officer, title="不属于行动"), "start", by=officer, chair=chair)
    sign_in(first_session(beside), by=walker, at=NOON)
    counted = {
        key: each.count(town, *MARCH) for key, each in all_measures().items() if key.startswith("campaigns.")
    }
    assert counted == {
        "campaigns.held": 2,
        "campaigns.persons": 2,
        "campaigns.person_times": 3,
        "campaigns.warmth_persons": 2,
        "campaigns.cool_persons": 1,
    }
