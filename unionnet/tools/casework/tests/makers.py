# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.casework.actions import (
    KindTerms,
    Matter,
    Owner,
    define_kind,
    dispatch,
    plain_kind,
    reply,
    sign_for,
    take_in,
)
from unionnet.tools.casework.models import Case, Kind

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TITLE = "拖欠工资两个月"


@dataclass(frozen=True)
class Tree:
    """A city, a county, a town; another county; and an officer of each."""

    city: Organisation
    county: Organisation
    town: Organisation
    other: Organisation
    at_city: Person
    at_county: Person
    at_town: Person
    at_other: Person
    worker: Person


def make_tree() -> Tree:
    city = make_union("重庆市总工会", kind="city_federation")
    county = make_union("云阳县总工会", city, kind="county_federation")
    town = make_union("双江街道总工会", county)
    other = make_union("奉节县总工会", city, kind="county_federation", region_code="500236")
    return Tree(
        city,
        county,
        town,
        other,
        make_officer(city, name="秦科长"),
        make_officer(county, name="谭部长"),
        make_officer(town, name="冉主席"),
        make_officer(other, name="向部长"),
        make_person("林晓", union=town),
    )


def sensitive_kind() -> Kind:
    return define_kind(KindTerms("hardship.test", "困难帮扶", is_sensitive=True, is_open=True))


def make_case(
    tree: Tree, organisation: Organisation | None = None, *, kind: Kind | None = None, **given: Any
) -> Case:
    """Brought by the worker to the city, unless said otherwise."""
    values: dict[str, Any] = {"owner": Owner(person=tree.worker), "by": tree.worker, "at": MONDAY, **given}
    matter = values.pop("matter", Matter(TITLE, "在工地干活，两个月没有发工资。"))
    return take_in(kind or plain_kind(), organisation or tree.city, matter, **values)


def make_dispatched(tree: Tree, **given: Any) -> Case:
    """From the city to the county, an hour after it came in."""
    case = make_case(tree, **given)
    return dispatch(case, tree.county, by=tree.at_city, at=MONDAY + HOUR)


def make_signed(tree: Tree, **given: Any) -> Case:
    return sign_for(make_dispatched(tree, **given), by=tree.at_county, at=MONDAY + 2 * HOUR)


def make_replied(tree: Tree, **given: Any) -> Case:
    return reply(make_signed(tree, **given), "工资已经补发。", by=tree.at_county, at=MONDAY + DAY)
