# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.committees.actions import TermPlan, register_committee
from unionnet.programmes.committees.models import Body, Committee
from unionnet.programmes.committees.naming import read_names

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
TODAY = date(2026, 3, 2)
SITTING = "冉启明 主席\n秦素芬 副主席\n向大成"


def make_town(region_code: str = "500235") -> tuple[Organisation, Person]:
    """A township federation and its officer."""
    county = make_union("云阳县总工会", kind=Organisation.Kind.COUNTY_FEDERATION, region_code=region_code)
    town = make_union("双江街道总工会", county, region_code=region_code)
    return town, make_officer(town)


def make_village(town: Organisation, name: str = "青坪村联合工会") -> Organisation:
    kind = Organisation.Kind.VILLAGE_JOINT_UNION
    return make_union(name, town, kind=kind, region_code=town.region_code)


def make_committee(
    union: Organisation,
    officer: Person,
    *,
    since: date = date(2023, 3, 1),
    years: int = 3,
    body: str = Body.UNION_COMMITTEE,
    names: str = SITTING,
    **given: Any,
) -> Committee:
    """Sits since then: by default its term was over yesterday (2026-03-01)."""
    plan = TermPlan(body, 1, since, years, "云工〔2023〕6号")
    return register_committee(union, plan, read_names(names), by=officer, at=MONDAY, **given)
