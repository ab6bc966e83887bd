# SPDX-License-Identifier: Apache-2.0
"""A list of sites as officers have it, read row by row; what is wrong is said by name (S1-04, X-16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor, isfinite
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places import facilities
from unionnet.directory.places.datum import from_wgs84, is_in_china, metres_between, to_wgs84
from unionnet.directory.places.hours_words import parse
from unionnet.directory.places.models import Site
from unionnet.directory.places.timetable import Hours
from unionnet.foundation.days import day_in
from unionnet.foundation.refusals import Refusal

HEADS = {
    "name": ("名称", "站点名称", "驿站名称", "name"),
    "union": ("所属工会", "工会", "union"),
    "kind": ("类型", "kind"),
    "address": ("地址", "详细地址", "address"),
    "latitude": ("纬度", "latitude", "lat"),
    "longitude": ("经度", "longitude", "lon", "lng"),
    "datum": ("坐标系", "datum"),
    "facilities": ("设施", "服务设施", "服务内容", "设施和服务", "facilities"),
    "hours": ("开放时间", "服务时间", "hours"),
    "phone": ("电话", "联系电话", "站点电话", "phone"),
    "operator": ("运营单位", "operator"),
    "capacity": ("可容纳人数", "容量", "capacity"),
    "area": ("面积", "面积（平方米）", "area"),
    "since": ("启用日期", "建成日期", "since"),
}
COLUMNS = tuple(HEADS)
KINDS = {"": "station", "驿站": "station", "工会驿站": "station", "station": "station"}
KINDS |= {"场馆": "venue", "活动场馆": "venue", "venue": "venue"}
DATUMS = {"wgs84": "wgs84", "wgs-84": "wgs84", "gps": "wgs84", "天地图": "wgs84", "cgcs2000": "wgs84"}
DATUMS |= {"gcj02": "gcj02", "gcj-02": "gcj02", "高德": "gcj02", "腾讯": "gcj02", "火星": "gcj02"}
DATUMS |= {"bd09": "bd09", "bd-09": "bd09", "百度": "bd09"}
MOST = 5000
SAME_SPOT, SHIFTED = 40.0, 150.0


@dataclass
class Row:
    """One line of the file: what will be kept, and what is wrong with it."""

    number: int
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    openings: list[Hours] | None = None
    union: Organisation | None = None
    existing: Site | None = None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def spot(self) -> tuple[float, float] | None:
        """Where it is in WGS-84, when it says so."""
        lat, lon = self.values.get("latitude"), self.values.get("longitude")
        return to_wgs84(lat, lon, self.values["datum"]) if lat is not None and lon is not None else None


@dataclass(frozen=True)
class DryRun:
    """What the file would do."""

    rows: Sequence[Row]

    @property
    def shown(self) -> list[Row]:
        """For the page: what needs an eye first, five hundred at most."""
        return sorted(self.rows, key=lambda row: (not row.errors, not row.warnings, row.number))[:500]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.errors]

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if not row.errors and row.existing is None]

    @property
    def known(self) -> list[Row]:
        return [row for row in self.rows if not row.errors and row.existing is not None]

    @property
    def doubtful(self) -> list[Row]:
        return [row for row in self.rows if row.warnings and not row.errors]

    @property
    def unmapped(self) -> list[Row]:
        return [row for row in self.rows if not row.errors and row.spot is None]


def dry_run(
    table: Sequence[Sequence[str]],
    unions: Iterable[Organisation],
    known: Iterable[Site],
    *,
    union: Organisation,
    datum: str,
    since: date | None,
) -> DryRun:
    """Read the table. `union`, `datum` and `since` fill what a row leaves open; `known` is the register."""
    columns = _columns(table[0] if table else [])
    if len(table) - 1 > MOST:
        raise Refusal("too_many_rows", _("一次最多导入 %(n)s 行，请拆分文件。"), n=MOST)
    by_name = {each.name: each for each in unions}
    sites = list(known)
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        said = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        rows.append(_row(number, said, by_name, union=union, datum=datum, since=since))
    _find_known(rows, sites)
    _find_doubles(rows)
    around = _by_cell(sites)
    for row in rows:
        _doubt(row, around)
    return DryRun(rows)


def _columns(head: Sequence[str]) -> dict[str, int]:
    places = {text.strip().lower(): at for at, text in enumerate(head)}
    found = {name: places[t.lower()] for name, texts in HEADS.items() for t in texts if t.lower() in places}
    if "name" not in found:
        raise Refusal("no_name_column", _("第一行应为表头，且要有“名称”一列。可先下载模板。"))
    return found


def _row(
    number: int, said: dict[str, str], unions: dict[str, Organisation], *, union: Organisation, datum: str,
    since: date | None,
) -> Row:  # fmt: skip
    row = Row(
        number, said["name"][:60], union=unions.get(said["union"], union) if said.get("union") else union
    )
    if not said["name"]:
        row.errors.append(_("没有名称"))
    if said.get("union") and said["union"] not in unions:
        row.errors.append(_("所属工会“%(name)s”不在您管理的范围") % {"name": said["union"][:40]})
    row.values = {"name": row.name}
    for name in ("address", "phone", "operator"):
        if said.get(name):
            row.values[name] = said[name][: {"address": 120, "phone": 30, "operator": 60}[name]]
    _read_kind(row, said)
    _read_spot(row, said, datum)
    _read_numbers(row, said, since)
    _read_offers(row, said)
    return row


def _read_kind(row: Row, said: dict[str, str]) -> None:
    kind = KINDS.get(said.get("kind", ""))
    if kind is None:
        row.errors.append(_("类型应为驿站或场馆"))
    elif said.get("kind"):
        row.values["kind"] = kind


def _read_spot(row: Row, said: dict[str, str], datum: str) -> None:
    given = DATUMS.get(said.get("datum", "").lower(), "") if said.get("datum") else datum
    if not given:
        row.errors.append(_("认不出坐标系“%(datum)s”") % {"datum": said["datum"][:20]})
        given = datum
    if not said.get("latitude") and not said.get("longitude"):
        row.warnings.append(_("没有坐标，不能上图"))
        return
    latitude, longitude = _number(said.get("latitude", "")), _number(said.get("longitude", ""))
    if latitude is None or longitude is None:
        row.errors.append(_("经纬度不是数字"))
    elif is_in_china(longitude, latitude) and not is_in_china(latitude, longitude):
        row.errors.append(_("经度和纬度写反了"))
    elif not is_in_china(latitude, longitude):
        row.errors.append(_("坐标不在国内"))
    else:
        row.values |= {"latitude": latitude, "longitude": longitude, "datum": given}


def _read_numbers(row: Row, said: dict[str, str], since: date | None) -> None:
    for name, label in (("capacity", _("可容纳人数")), ("area", _("面积"))):
        if said.get(name):
            number = _number(said[name])
            if number is None or not 0 <= number <= 1_000_000:
                row.errors.append(_("%(label)s不是数字") % {"label": label})
            else:
                row.values[name] = round(number)
    if said.get("since"):
        day = day_in(said["since"])
        if day is None:
            row.errors.append(_("启用日期应写成 2026-03-01"))
        else:
            row.values["since"] = day
    elif since:
        row.values["since"] = since


def _read_offers(row: Row, said: dict[str, str]) -> None:
    if said.get("facilities"):
        codes, unknown = facilities.by_words(said["facilities"])
        row.values["codes"] = codes
        if unknown:
            words = _("、").join(each[:12] for each in unknown[:5])
            row.warnings.append(_("不认识的设施：%(words)s") % {"words": words})
    if said.get("hours"):
        row.openings = parse(said["hours"])
        if row.openings is None:
            row.errors.append(_("看不懂开放时间，请写成“周一至周五 08:00-18:00”或“24小时”"))


def _find_known(rows: Sequence[Row], sites: Sequence[Site]) -> None:
    known = {(site.organisation_id, site.name): site for site in sites}
    for row in rows:
        row.existing = known.get((row.union.pk if row.union else 0, row.name))
        if row.existing and "since" in row.values:
            row.values.pop("since")


def _find_doubles(rows: Sequence[Row]) -> None:
    first: dict[tuple[int, str], Row] = {}
    for row in rows:
        key = (row.union.pk if row.union else 0, row.name)
        if row.name and key in first:
            row.errors.append(_("与第 %(n)s 行重复") % {"n": first[key].number})
        first.setdefault(key, row)


def _cell(spot: tuple[float, float]) -> tuple[int, int]:
    return floor(spot[0] * 50), floor(spot[1] * 50)


def _by_cell(sites: Iterable[Site]) -> dict[tuple[int, int], list[Site]]:
    """Sites by squares of a fiftieth of a degree, so that each row looks at its neighbours only."""
    cells: dict[tuple[int, int], list[Site]] = {}
    for site in sites:
        if site.latitude is not None and site.longitude is not None:
            cells.setdefault(_cell((site.latitude, site.longitude)), []).append(site)
    return cells


def _doubt(row: Row, around: dict[tuple[int, int], list[Site]]) -> None:
    """Same place under another name, or a shifted datum labelled as WGS-84."""
    spot = row.spot
    if spot is None:
        return
    north, east = _cell(spot)
    cells = [(north + dy, east + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    for site in [site for cell in cells for site in around.get(cell, ())]:
        there = (site.latitude or 0.0, site.longitude or 0.0)
        is_same = site.name == row.name or bool(site.address and site.address == row.values.get("address"))
        if is_same and _looks_shifted(row, spot, there):
            row.warnings.append(_("坐标像是 GCJ-02，却标成 WGS-84（与登记的位置相差一个偏移量）"))
        elif not is_same and metres_between(spot, there) < SAME_SPOT:
            row.warnings.append(_("与已登记的“%(name)s”在同一处，疑似重复") % {"name": site.name})


def _looks_shifted(row: Row, spot: tuple[float, float], there: tuple[float, float]) -> bool:
    if row.values.get("datum") != "wgs84" or metres_between(spot, there) < SHIFTED:
        return False
    return metres_between(spot, from_wgs84(*there, "gcj02")) < SAME_SPOT


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "").rstrip("°"))
    except ValueError:
        return None
    return number if isfinite(number) else None
