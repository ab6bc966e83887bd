# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.actions import (
    change_organisation,
    cover_employer,
    dissolve_organisation,
    found_organisation,
    move_organisation,
    register_employer,
    rename_organisation,
    uncover_employer,
)
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.organisations.moves import AFTER_MOVE
from unionnet.directory.organisations.queries import history_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_children_get_paths_in_order_below_their_parent(county: Organisation, officer: Person) -> None:
    first = found_organisation(
        "双江街道总工会", Kind.TOWNSHIP_FEDERATION, county, since=date(2021, 3, 1), by=officer
    )
    second = found_organisation("青龙街道总工会", Kind.TOWNSHIP_FEDERATION, county, by=officer)
    assert [first.path, second.path] == [county.path + "0001", county.path + "0002"]
    assert (first.region_code, first.is_established, second.is_established) == ("500235", True, False)
    assert first.pinyin == "shuangjiangjiedaozonggonghui|sjjdzgh"
    entry = Entry.objects.get(fact="organisations.founded", data__organisation_id=first.pk)
    assert (entry.actor_id, entry.org_path) == (officer.pk, first.path)


def test_a_path_is_never_given_twice(county: Organisation, officer: Person) -> None:
    west, east = (
        found_organisation(name, Kind.TOWNSHIP_FEDERATION, county, by=officer)
        for name in ("西镇总工会", "东镇总工会")
    )
    village = found_organisation("一村联合工会", Kind.VILLAGE_JOINT_UNION, west, by=officer)
    assert move_organisation(village, east, by=officer).path == east.path + "0001"
    newcomer = found_organisation("二村联合工会", Kind.VILLAGE_JOINT_UNION, west, by=officer)
    assert newcomer.path == west.path + "0002"


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        (Kind.COUNTY_FEDERATION, {}, "wrong_level"),
        (Kind.ENTERPRISE_UNION, {"uscc": make_uscc("91500235MA000001")}, "not_a_union_code"),
        (Kind.ENTERPRISE_UNION, {"uscc": "81500235MC0000001J"}, "bad_uscc"),
        (Kind.ENTERPRISE_UNION, {"region_code": "990000"}, "bad_region_code"),
        (Kind.ENTERPRISE_UNION, {"since": date(2999, 1, 1)}, "in_the_future"),
    ],
)
def test_what_is_not_founded(
    county: Organisation, officer: Person, kind: str, given: dict[str, object], code: str
) -> None:
    with refused(code):
        found_organisation("某工会", kind, county, by=officer, **given)  # type: ignore[arg-type]
    assert county.children.count() == 0


def test_one_code_one_union(county: Organisation, officer: Person) -> None:
    found_organisation("甲厂工会", Kind.ENTERPRISE_UNION, county, uscc="81500235 MC0000001H", by=officer)
    with refused("code_in_use"):
        found_organisation("乙厂工会", Kind.ENTERPRISE_UNION, county, uscc="81500235MC0000001H", by=officer)


def test_officers_stay_within_their_reach(county: Organisation) -> None:
    elsewhere = make_union("别县总工会", kind=Kind.COUNTY_FEDERATION)
    with refused("elsewhere"):
        found_organisation("某镇总工会", Kind.TOWNSHIP_FEDERATION, county, by=make_officer(elsewhere))
    with refused("elsewhere"):
        rename_organisation(county, "别名", by=make_officer(elsewhere))


def test_renaming_keeps_the_old_name_in_the_journal(county: Organisation, officer: Person) -> None:
    rename_organisation(county, "云阳总工会", basis="云工〔2026〕3号", by=officer)
    county.refresh_from_db()
    assert (county.name, county.pinyin) == ("云阳总工会", "yunyangzonggonghui|yyzgh")
    (entry,) = history_of(county)
    assert (entry.data["before"], entry.data["basis"]) == ("云阳县总工会", "云工〔2026〕3号")


def test_a_history_is_found_by_its_index(county: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "journal_entry_of_organisation" in history_of(county).explain()


def test_a_day_of_founding_establishes_what_should_exist(county: Organisation, officer: Person) -> None:
    union = found_organisation("甲厂工会", Kind.ENTERPRISE_UNION, county, by=officer)
    union = change_organisation(union, region_code="500235", uscc="", since=date(2024, 4, 1), by=officer)
    assert union.is_established
    with refused("was_founded"):
        change_organisation(union, region_code="500235", uscc="", since=None, by=officer)


def test_a_subtree_moves_whole_and_tells_those_who_keep_copies(county: Organisation, officer: Person) -> None:
    heard: list[tuple[str, str]] = []
    west, east = (
        found_organisation(name, Kind.TOWNSHIP_FEDERATION, county, by=officer)
        for name in ("西镇总工会", "东镇总工会")
    )
    village = found_organisation("一村联合工会", Kind.VILLAGE_JOINT_UNION, west, by=officer)
    factory = found_organisation("甲厂工会", Kind.ENTERPRISE_UNION, village, by=officer)
    before = village.path
    AFTER_MOVE.append(listener := lambda old, new: heard.append((old, new)))
    try:
        moved = move_organisation(village, east, by=officer)
    finally:
        AFTER_MOVE.remove(listener)
    factory.refresh_from_db()
    assert (moved.path, factory.path) == (east.path + "0001", east.path + "00010001")
    assert heard == [(before, moved.path)]
    assert not Organisation.objects.filter(path__startswith=before).exists()


def test_moves_that_make_no_tree_are_refused(county: Organisation, officer: Person) -> None:
    west = found_organisation("西镇总工会", Kind.TOWNSHIP_FEDERATION, county, by=officer)
    village = found_organisation("一村联合工会", Kind.VILLAGE_JOINT_UNION, west, by=officer)
    with refused("already_there"):
        move_organisation(village, west, by=officer)
    with refused("inside_itself"):
        move_organisation(west, village, by=officer)
    with refused("root_stays"):
        move_organisation(county, west, by=officer)


def test_a_union_is_dissolved_from_below(county: Organisation, officer: Person) -> None:
    west = found_organisation(
        "西镇总工会", Kind.TOWNSHIP_FEDERATION, county, since=date(2020, 1, 1), by=officer
    )
    village = found_organisation(
        "一村联合工会", Kind.VILLAGE_JOINT_UNION, west, since=date(2021, 1, 1), by=officer
    )
    with refused("has_children"):
        dissolve_organisation(west, date(2024, 5, 6), by=officer)
    with refused("wrong_date"):
        dissolve_organisation(village, date(2020, 12, 31), by=officer)
    assert dissolve_organisation(village, date(2024, 5, 6), by=officer).until == date(2024, 5, 6)
    with refused("already_dissolved"):
        dissolve_organisation(village, date(2024, 5, 6), by=officer)
    dissolve_organisation(west, date(2024, 5, 6), by=officer)


def test_an_officer_cannot_dissolve_the_own_union(county: Organisation, officer: Person) -> None:
    west = found_organisation(
        "西镇总工会", Kind.TOWNSHIP_FEDERATION, county, since=date(2020, 1, 1), by=officer
    )
    with refused("elsewhere"):
        dissolve_organisation(west, date(2024, 5, 6), by=make_officer(west))


def test_an_employer_is_covered_from_one_day_to_another(county: Organisation, officer: Person) -> None:
    code = make_uscc("91500235MA000001")
    employer = register_employer("甲厂", code, region_code="500235", employees=60, by=officer)
    assert register_employer("甲厂（再报）", code.lower(), region_code="500235", by=officer) == employer
    coverage = cover_employer(employer, county, date(2024, 1, 1), by=officer)
    with refused("already_covered"):
        cover_employer(employer, county, date(2024, 2, 1), by=officer)
    with refused("not_established"):
        cover_employer(employer, county, date(2019, 12, 31), by=officer)
    assert uncover_employer(coverage, date(2024, 6, 1), by=officer).until == date(2024, 6, 1)
    assert (Employer.objects.count(), Coverage.objects.count()) == (1, 1)
