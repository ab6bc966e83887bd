# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.actions import import_sites
from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.models import Site
from unionnet.directory.places.sheets import DryRun, dry_run
from unionnet.directory.places.tests.makers import YONGNING, make_site
from unionnet.directory.places.timetable import every_day
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
HEAD = ["名称", "地址", "纬度", "经度", "坐标系", "设施", "开放时间", "启用日期"]
LAT, LON = (str(number) for number in YONGNING)


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


def run(
    union: Organisation,
    *rows: list[str],
    head: list[str] = HEAD,
    known: Iterable[Site] = (),
    datum: str = "wgs84",
    since: date | None = None,
) -> DryRun:
    return dry_run([head, *rows], [union], known, union=union, datum=datum, since=since)


def said(found: DryRun) -> list[Any]:
    return [(row.number, row.errors, row.warnings) for row in found.rows]


def test_a_row_in_order_is_read_whole(union: Organisation) -> None:
    found = run(
        union,
        ["胜利街社区驿站", "胜利街 18 号", LAT, LON, "GPS", "饮水、热饭，充电桩", "24小时", "2026-03-01"],
    )
    row = found.rows[0]
    assert said(found) == [(2, [], [])]
    assert row.values == {
        "name": "胜利街社区驿站",
        "address": "胜利街 18 号",
        "latitude": YONGNING[0],
        "longitude": YONGNING[1],
        "datum": "wgs84",
        "codes": ["water", "heat_meal", "ebike_charging"],
        "since": date(2026, 3, 1),
    }
    assert row.openings == every_day()


def test_what_is_wrong_is_said_by_name(union: Organisation) -> None:
    found = run(
        union,
        ["甲", "", LON, LAT, "", "", "", ""],
        ["乙", "", "", "", "", "", "", ""],
        ["丙", "", "48.85", "2.35", "", "", "", ""],
        ["丁", "", LAT, LON, "百度", "饮水、泳池", "", ""],
        ["", "", LAT, LON, "", "", "", ""],
        ["戊", "", "北纬", LON, "", "", "看情况", "去年"],
        ["丁", "", LAT, LON, "", "", "", ""],
        ["己", "", LAT, LON, "月球", "", "", ""],
    )
    assert [(row.number, *row.errors, *row.warnings) for row in found.rows] == [
        (2, "经度和纬度写反了"),
        (3, "没有坐标，不能上图"),
        (4, "坐标不在国内"),
        (5, "不认识的设施：泳池"),
        (6, "没有名称"),
        (
            7,
            "经纬度不是数字",
            "启用日期应写成 2026-03-01",
            "看不懂开放时间，请写成“周一至周五 08:00-18:00”或“24小时”",
        ),
        (8, "与第 5 行重复"),
        (9, "认不出坐标系“月球”"),
    ]
    assert (len(found.new), len(found.wrong), len(found.unmapped)) == (2, 6, 1)


def test_a_shifted_coordinate_labelled_wgs84_is_suspected_and_named(union: Organisation) -> None:
    site = make_site(union, "胜利街社区驿站")
    shifted = [str(number) for number in from_wgs84(*YONGNING, "gcj02")]
    found = run(union, [site.name, "", *shifted, "WGS-84", "", "", ""], known=[site])
    assert [row.warnings for row in found.rows] == [
        ["坐标像是 GCJ-02，却标成 WGS-84（与登记的位置相差一个偏移量）"]
    ]
    right = run(union, [site.name, "", *shifted, "高德", "", "", ""], known=[site])
    assert said(right) == [(2, [], [])]


def test_the_same_place_under_another_name_is_suspected(union: Organisation) -> None:
    site = make_site(union, "胜利街社区驿站")
    found = run(union, ["胜利街户外劳动者站点", "", LAT, LON, "", "", "", ""], known=[site])
    assert found.rows[0].warnings == ["与已登记的“胜利街社区驿站”在同一处，疑似重复"]


def test_a_table_without_a_name_column_is_refused(union: Organisation) -> None:
    with pytest.raises(Refusal) as refused:
        run(union, ["x"], head=["地点"])
    assert refused.value.code == "no_name_column"


def test_a_row_for_a_union_out_of_reach_is_refused(union: Organisation) -> None:
    found = run(union, ["甲", "别处总工会"], head=["名称", "所属工会"])
    assert found.rows[0].errors == ["所属工会“别处总工会”不在您管理的范围"]


def test_the_same_file_twice_registers_nobody_twice(union: Organisation) -> None:
    officer = make_officer(union)
    rows = [
        [f"第{n}站", "", str(YONGNING[0] + n / 100), LON, "", "饮水", "08:00-18:00", "2025-03-01"]
        for n in range(8)
    ]
    first = import_sites(union, run(union, *rows), by=officer)
    again = import_sites(union, run(union, *rows, known=Site.objects.all()), by=officer)
    assert (first.registered, first.changed, first.wrong) == (8, 0, 0)
    assert (again.registered, again.changed, again.wrong) == (0, 8, 0)
    assert Site.objects.count() == 8
    assert Entry.objects.filter(fact="places.site_changed").count() == 0
    assert Site.objects.filter(since=date(2025, 3, 1), is_24h=False).count() == 8


def test_a_file_in_which_every_row_is_wrong_changes_nothing(union: Organisation) -> None:
    with pytest.raises(Refusal) as refused:
        import_sites(union, run(union, ["甲", "", LON, LAT, "", "", "", ""]), by=make_officer(union))
    assert refused.value.code == "nothing_to_import"
