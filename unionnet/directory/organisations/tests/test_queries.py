# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.organisations.queries import (
    chain_of,
    found_in,
    organisations_seen_by,
    tier_totals,
)

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


@pytest.fixture
def county() -> Organisation:
    province = make_union("重庆市总工会", kind=Kind.PROVINCIAL_FEDERATION, region_code="500000")
    return make_union("云阳县总工会", province, kind=Kind.COUNTY_FEDERATION)


def names(rows: object) -> list[str]:
    return sorted(row.name for row in rows)  # type: ignore[attr-defined]


def test_officers_see_their_tree_and_the_way_up(county: Organisation) -> None:
    town = make_union("双江街道总工会", county)
    make_union("青龙街道总工会", county)
    seen = organisations_seen_by(make_officer(town))
    assert names(seen) == ["云阳县总工会", "双江街道总工会", "重庆市总工会"]
    assert [row.name for row in chain_of(town)] == ["重庆市总工会", "云阳县总工会", "双江街道总工会"]


def test_members_see_the_chain_above_their_union_and_strangers_nothing(county: Organisation) -> None:
    town = make_union("双江街道总工会", county)
    make_union("一村联合工会", town, kind=Kind.VILLAGE_JOINT_UNION)
    member = make_person("王师傅", union=town)
    assert names(organisations_seen_by(member)) == ["云阳县总工会", "双江街道总工会", "重庆市总工会"]
    assert names(organisations_seen_by(make_person("李师傅"))) == []
    assert names(organisations_seen_by(None)) == []


def test_totals_of_a_day_count_what_stood_then(
    county: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_union("双江街道总工会", county)
    make_union("园区总工会", county, kind=Kind.PARK_FEDERATION)
    gone = make_union("一村联合工会", county, kind=Kind.VILLAGE_JOINT_UNION)
    Organisation.objects.filter(pk=gone.pk).update(until=date(2024, 5, 6))
    missing = make_union("甲厂工会", county, kind=Kind.ENTERPRISE_UNION)
    Organisation.objects.filter(pk=missing.pk).update(since=None)
    with django_assert_num_queries(1):
        april = tier_totals(county.path, date(2024, 4, 30))
    may = tier_totals(county.path, date(2024, 5, 31))
    assert [(row.established, row.expected) for row in april.tiers] == [(2, 2), (1, 1), (0, 1)]
    assert [(row.established, row.expected) for row in may.tiers] == [(2, 2), (0, 0), (0, 1)]
    assert (april.whole.established, april.whole.expected, april.whole.missing) == (3, 4, 1)


def test_an_employer_in_two_unions_counts_once(county: Organisation) -> None:
    village = make_union("一村联合工会", county, kind=Kind.VILLAGE_JOINT_UNION)
    sector = make_union("快递行业工会联合会", county, kind=Kind.SECTORAL_FEDERATION)
    both, none = (
        Employer.objects.create(name=name, uscc=make_uscc(f"91500235MA00000{n}"), region_code="500235")
        for n, name in enumerate(("甲快递", "乙快递"))
    )
    Employer.objects.create(name="外县单位", uscc=make_uscc("91500236MA000001"), region_code="500236")
    for union in (village, sector):
        Coverage.objects.create(employer=both, organisation=union, since=date(2024, 1, 1))
    totals = tier_totals(county.path, date(2024, 4, 30))
    assert (totals.employers_covered, totals.employers_expected) == (1, 2)
    assert none.coverage.count() == 0


def test_names_are_found_by_pinyin_and_initials(county: Organisation) -> None:
    make_union("双江街道总工会", county)
    everyone = Organisation.objects.all()
    for words in ("双江", "shuangjiang", "sjjd", " SJJD "):
        assert names(found_in(everyone, words)) == ["双江街道总工会"]
    assert names(found_in(everyone, "无此工会")) == []
