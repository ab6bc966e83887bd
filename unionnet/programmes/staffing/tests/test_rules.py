# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.rulebook import rule
from unionnet.programmes.staffing.models import StaffPost
from unionnet.programmes.staffing.norms import FULL_TIME, WORKERS, full_time_for, workers_for
from unionnet.programmes.staffing.rules import extended_contract, protection_of, why_not_dates

DAY = date(2024, 4, 30)


@pytest.mark.parametrize(("members", "workers"), [(0, 0), (3000, 0), (3001, 7), (90_000, 7)])
def test_more_than_three_thousand_begins_at_three_thousand_and_one(members: int, workers: int) -> None:
    ruling = rule(WORKERS, where="500235", on=DAY)
    assert workers_for(members, ruling.value) == workers
    assert ruling.citation.needs_local_confirmation
    assert rule(WORKERS, where="510503", on=DAY).value["applies_to"] == []


@pytest.mark.parametrize(
    ("where", "employees", "needed"),
    [
        ("510503", 5000, 0),  # the national law only says that it may
        ("500235", 199, 0),
        ("500235", 200, 1),
        ("310101", 4000, 1),
        ("410101", 199, 0),
        ("410101", 333, 1),
        ("410101", 334, 2),
        ("410101", 2000, 6),
    ],
)
def test_full_time_people_by_the_law_of_the_place(where: str, employees: int, needed: int) -> None:
    assert full_time_for(employees, rule(FULL_TIME, where=where, on=DAY).value) == needed


def post(kind: str, *, region: str = "510503", contract_until: date | None = date(2025, 6, 30)) -> StaffPost:
    return StaffPost(
        kind=kind,
        organisation=Organisation(region_code=region),
        since=date(2022, 1, 1),
        until=date(2026, 12, 31),
        contract_until=contract_until,
    )


def test_the_contract_runs_on_by_the_time_served_or_to_the_end_of_the_term() -> None:
    assert extended_contract(post("full_time")) == date(2030, 6, 30)  # 1,826 days served
    assert extended_contract(post("part_time")) == date(2026, 12, 31)
    assert extended_contract(post("contract_worker")) is None
    assert extended_contract(post("full_time", contract_until=None)) is None


def test_part_time_people_have_paid_days_and_chongqing_asks_for_two() -> None:
    at_home, there = (
        protection_of(post("part_time"), DAY),
        protection_of(post("part_time", region="500235"), DAY),
    )
    assert (at_home.paid_days, at_home.least_days) == (3, None)
    assert (there.paid_days, there.least_days) == (3, 2)
    assert protection_of(post("full_time"), DAY).paid_days is None


@pytest.mark.parametrize(
    ("title", "one_in", "least"), [("兼职主席", 3, None), ("副主席", None, 2), ("女职工委员", None, 2)]
)
def test_a_part_time_chair_in_chongqing_owes_a_third_of_the_working_days(
    title: str, one_in: int | None, least: int | None
) -> None:
    chair = post("part_time", region="500235")
    chair.title = title
    found = protection_of(chair, DAY)
    assert (found.chair_one_day_in, found.least_days, found.paid_days) == (one_in, least, 3)
    assert (found.chair_rule is None) == (one_in is None)
    chair.organisation.region_code = "510503"
    assert protection_of(chair, DAY).chair_one_day_in is None


def test_a_post_has_days_that_can_be() -> None:
    assert why_not_dates(DAY, None) is None
    for since, until, code in [
        (DAY, date(2024, 4, 29), "dates_crossed"),
        (date(1949, 12, 31), None, "no_such_day"),
        (DAY, date(9999, 1, 1), "no_such_day"),
    ]:
        refusal = why_not_dates(since, until)
        assert refusal is not None
        assert refusal.code == code
