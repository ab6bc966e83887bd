# SPDX-License-Identifier: Apache-2.0
"""ORG-20 … ORG-34 with their exact boundaries. No database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.organisations.models import Organisation
from unionnet.programmes.committees.demands import Demands, removal_needs, rules_in_force
from unionnet.programmes.committees.models import Body
from unionnet.programmes.committees.rules import why_not_meeting, why_not_seats
from unionnet.programmes.committees.web.wording import shown_value

DAY = date(2026, 3, 2)
COMMITTEE, AUDIT = Body.UNION_COMMITTEE, Body.FUND_AUDIT_COMMITTEE


def demands(
    members: int, women: int = 0, *, region: str = "500235", kind: str = "enterprise_union"
) -> Demands:
    return Demands(Organisation(kind=kind, region_code=region), DAY, members, women)


@pytest.mark.parametrize(
    ("members", "band"),
    [
        (1, "1"),
        (10, "1"),
        (11, "3"),
        (25, "3"),
        (26, "3–5"),
        (100, "3–5"),
        (101, "5–7"),
        (200, "5–7"),
        (201, "7–9"),
        (500, "7–9"),
        (501, "9–15"),
        (1000, "9–15"),
        (1001, "15–21"),
        (5000, "15–21"),
        (5001, "21–29"),
        (10000, "21–29"),
        (10001, "29–37"),
        (50000, "29–37"),
        (50001, "37–45"),
        (900000, "37–45"),
    ],
)
def test_the_committee_fits_the_number_of_members(members: int, band: str) -> None:
    assert str(demands(members).size) == band


@pytest.mark.parametrize(
    ("members", "band"),
    [
        (100, "None"),
        (101, "30–40"),
        (200, "30–40"),
        (201, "40–60"),
        (1000, "40–60"),
        (1001, "60–90"),
        (5000, "60–90"),
        (5001, "90–130"),
        (10000, "90–130"),
        (10001, "130–180"),
        (50000, "130–180"),
        (50001, "180–240"),
    ],
)
def test_above_a_hundred_members_delegates_may_meet(members: int, band: str) -> None:
    assert str(demands(members).delegates) == band


@given(st.integers(1, 2_000_000))
def test_every_number_of_members_has_one_band(members: int) -> None:
    found = demands(members)
    lines = [
        line
        for line in found.ruling("ORG-22.sizes").value
        if line["from"] <= members <= line.get("to", members)
    ]
    assert len(lines) == 1
    assert found.size
    assert found.size.least % 2 == found.size.most % 2 == 1
    assert (found.delegates is None) == (members <= 100)


@pytest.mark.parametrize(
    ("seats", "body", "more"),
    [
        (3, COMMITTEE, 1),
        (20, COMMITTEE, 1),
        (21, COMMITTEE, 2),
        (40, COMMITTEE, 2),
        (41, COMMITTEE, 3),
        (10, Body.STANDING_COMMITTEE, 1),
        (11, Body.STANDING_COMMITTEE, 2),
        (3, AUDIT, 1),
        (21, Body.WOMEN_WORKERS_COMMITTEE, 2),
    ],
)
def test_the_surplus_is_rounded_up_and_at_least_one(seats: int, body: str, more: int) -> None:
    assert demands(100).surplus(body, seats)[0] == more


@pytest.mark.parametrize(("due", "quorum", "votes"), [(30, 20, 16), (31, 21, 16), (32, 22, 17), (1, 1, 1)])
def test_quorum_and_votes_count_those_who_should_attend(due: int, quorum: int, votes: int) -> None:
    assert (demands(50).quorum(due)[0], demands(50).votes_needed(due)[0]) == (quorum, votes)


@pytest.mark.parametrize(
    ("region", "women", "committee", "local"),
    [
        ("500235", 9, False, "500000"),
        ("500235", 10, True, "500000"),
        ("310104", 24, False, "310000"),
        ("310104", 25, True, "310000"),
        ("110105", 24, False, "110000"),
        ("110105", 25, True, "110000"),
        ("510503", 10, True, ""),
        ("330106", 9, False, ""),
    ],
)
def test_the_women_committee_begins_where_the_place_says(
    region: str, women: int, committee: bool, local: str
) -> None:
    found = demands(60, women, region=region)
    assert found.has_women_committee is committee
    assert found.women_size.ruling.region == local
    assert (why_not_seats(Body.WOMEN_WORKERS_COMMITTEE, 1, found) is not None) is committee


@pytest.mark.parametrize(
    ("members", "seats", "fits"),
    [(24, 1, True), (25, 1, False), (25, 3, True), (25, 11, True), (25, 12, False)],
)
def test_three_to_eleven_audit_the_funds_or_one_in_a_small_union(
    members: int, seats: int, fits: bool
) -> None:
    assert (why_not_seats(AUDIT, seats, demands(members)) is None) is fits


@pytest.mark.parametrize(
    ("members", "seats", "code"),
    [(60, 3, None), (60, 4, "even_size"), (60, 7, "wrong_size"), (8, 1, None), (8, 3, "wrong_size")],
)
def test_a_wrong_size_is_refused_with_its_article(members: int, seats: int, code: str | None) -> None:
    refusal = why_not_seats(COMMITTEE, seats, demands(members))
    assert (refusal and refusal.code) == code
    assert refusal is None or (refusal.rule and refusal.rule.needs_local_confirmation)


@pytest.mark.parametrize(
    ("members", "meeting", "should", "code"),
    [
        (100, "members_meeting", 100, None),
        (100, "members_meeting", 99, "all_members"),
        (100, "members_congress", 40, "general_meeting"),
        (101, "members_congress", 30, None),
        (101, "members_congress", 29, "wrong_delegates"),
        (101, "members_congress", 41, "wrong_delegates"),
        (101, "members_meeting", 101, None),
    ],
)
def test_who_meets(members: int, meeting: str, should: int, code: str | None) -> None:
    refusal = why_not_meeting(meeting, should, demands(members))
    assert (refusal and refusal.code) == code


def test_terms_are_three_or_five_years_and_five_for_federations() -> None:
    assert demands(50).years[0] == [3, 5]
    assert demands(50, kind="county_federation").years[0] == [5]
    assert demands(50, kind="industrial_union").years[0] == [5]


def test_a_removal_counts_all_not_those_present() -> None:
    union = Organisation(kind="enterprise_union", region_code="500235")
    assert removal_needs(union, 70, DAY)[0] == 36


@pytest.mark.parametrize(
    ("region", "silence"), [("310104", 15), ("500235", 0), ("", 0), ("510503", 0), ("330106", 0)]
)
def test_silence_is_consent_only_where_the_place_says_so(region: str, silence: int) -> None:
    values = {rule_id: value for rule_id, value, _ruling in rules_in_force(region, DAY)}
    assert values["ORG-28.silence_days"] == silence


def test_every_rule_has_words_and_a_source() -> None:
    for rule_id, value, ruling in rules_in_force("500235", DAY):
        label, words = shown_value(rule_id, value)
        assert label
        assert words
        assert str(ruling.citation)
