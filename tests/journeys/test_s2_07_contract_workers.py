# SPDX-License-Identifier: Apache-2.0
"""S2-07: contract union workers by a rule that is data. More than 3,000 real-name members → 7; the value is
unverified, so the page says "confirm locally". 3,000 gives the base, 3,001 gives seven."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.ids import take_ids
from unionnet.programmes.staffing.actions import Particulars, take_post
from unionnet.programmes.staffing.norms import wants

pytestmark = pytest.mark.django_db
DAY = date(2024, 4, 30)


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


def with_members(town: Organisation, count: int) -> Organisation:
    """Members of a village below the town: a town counts with all below it."""
    village = make_union(f"{town.name}青坪村联合工会", town, kind="village_joint_union")
    people = [Person(pk=pk, name="会员") for pk in take_ids(Person, count)]
    Person.objects.bulk_create(people, batch_size=1000)
    Membership.objects.bulk_create(
        (Membership(person=each, organisation=village, state="active") for each in people), batch_size=1000
    )
    return town


def test_three_thousand_gives_the_base_and_one_more_gives_seven(
    client: Client, county: Organisation, officer: Person
) -> None:
    exact = with_members(make_union("龙角镇总工会", county), 3000)
    above = with_members(make_union("南溪镇总工会", county), 3001)
    for number in range(2):
        worker = Particulars("contract_worker", "社会化工会工作者", date(2023, 1, 1))
        take_post(above, f"聘用{number}", worker, by=officer)
    found = {want.union: want for want in wants(officer, county, DAY)}
    assert {exact: (3000, 0, 0), above: (3001, 7, 5)} == {
        union: (want.measured, want.needed, want.missing) for union, want in found.items()
    }
    sign_in(client, officer)
    page = text_of(client.get("/desk/staffing/norms?on=2024-04-30"))
    assert "缺 5 人" in page
    assert "实名会员 3,001 人" in page
    assert "（尚未核实）" in page
    assert "（以当地规定为准）" in page


def test_a_county_sets_its_own_rule_without_a_line_of_code(
    tmp_path_factory: pytest.TempPathFactory, county: Organisation, officer: Person, settings: object
) -> None:
    from unionnet.foundation.rulebook.packs import provisions

    folder = tmp_path_factory.mktemp("rules")
    (folder / "own.toml").write_text(
        '[pack]\nid = "own"\nversion = "1"\nregion = "500235"\nchecked = 2024-04-01\n[[rules]]\n'
        'id = "ORG-38.contract_workers"\nsince = 2024-04-01\ncertainty = "A/R"\nsource = "云工〔2024〕9 号"\n'
        'value = { applies_to = ["county_federation"], base = 3, '
        "steps = [{ more_than = 2, workers = 7 }] }\n",
        encoding="utf-8",
    )
    settings.UNIONNET_RULEBOOKS = [*settings.UNIONNET_RULEBOOKS, folder]  # type: ignore[attr-defined]
    provisions.cache_clear()
    try:
        (want,) = wants(officer, county, DAY)
    finally:
        provisions.cache_clear()
    assert (want.union, want.needed, str(want.rule)) == (county, 3, "云工〔2024〕9 号")


def test_two_hundred_employees_in_chongqing_want_full_time_people(
    county: Organisation, officer: Person
) -> None:
    for name, employees in (("小厂工会", 199), ("大厂工会", 200)):
        union = make_union(name, county, kind="enterprise_union")
        unit = Employer.objects.create(
            name=name, uscc=f"91500235MA00000{employees}", region_code="500235", employees=employees
        )
        Coverage.objects.create(employer=unit, organisation=union, since=date(2020, 1, 1))
    full_time = [want for want in wants(officer, county, DAY) if want.what == "专职"]
    assert [(want.union.name, want.needed, want.missing) for want in full_time] == [("大厂工会", 1, 1)]
    assert "重庆市" in str(full_time[0].rule)
