# SPDX-License-Identifier: Apache-2.0
"""How rows of this app are drawn, on the page and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.organisations.queries import TierRow, TierTotals
from unionnet.directory.organisations.web.doors import list_of, page_of
from unionnet.foundation.countries import country_name
from unionnet.foundation.thresholds import percent
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag


def state_of(row: Organisation) -> tuple[str, str]:
    """The word and the kind of its tag."""
    if row.until:
        return pgettext("union", "已撤销"), ""
    return (_("已成立"), "ok") if row.since else (_("应建未建"), "due")


def organisations_table(page: Any, export: str = "", empty: str = "") -> Table:
    return Table(
        [
            Column("name", _("工会"), note=_where),
            Column("kind", _("类型"), cell=lambda row: row.get_kind_display()),
            Column("since", _("成立日期"), kind="when"),
            Column("state", _("状态"), cell=lambda row: tag(*state_of(row))),
        ],
        page,
        page=page if isinstance(page, Page) else None,
        export=export,
        row_url=page_of,
        caption=_("工会组织"),
        empty=empty or _("没有符合条件的工会"),
        empty_text="" if empty else _("换一个条件，或在上级工会的页面里新建。"),
    )


def _where(row: Organisation) -> str:
    """Under whom it stands, and in which country when that is not this one."""
    above = row.parent.name if row.parent else ""
    return f"{above} · {_('境外')} · {country_name(row.country)}" if row.is_abroad else above


def organisation_lines(rows: Iterable[Organisation]) -> tuple[list[str], Iterator[list[Any]]]:
    """Head and rows of the Excel list."""
    head = [_("工会"), _("类型"), _("层级"), _("上级工会"), _("行政区划代码"), _("国家或地区")]
    head += [_("统一社会信用代码"), _("成立日期"), pgettext("union", "撤销日期"), _("状态")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            above = row.parent.name if row.parent else ""
            line = [
                row.name,
                str(row.get_kind_display()),
                row.tier or "",
                above,
                row.region_code,
                country_name(row.country) if row.is_abroad else "",
                row.uscc or "",
            ]
            yield [*line, row.since, row.until, state_of(row)[0]]

    return head, lines()


def employers_table(page: Any, export: str) -> Table:
    return Table(
        [
            Column("name", _("单位"), note=lambda row: row.uscc),
            Column("industry", _("行业"), cell=lambda row: row.get_industry_display() or "—"),
            Column("region_code", _("行政区划代码")),
            Column("opened_on", _("开业日期"), kind="when", cell=lambda row: row.opened_on or "—"),
            Column("employees", _("职工人数（人）"), kind="num", cell=lambda row: _number(row.employees)),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-organisations:employer"),
        caption=_("用人单位"),
        empty=_("没有符合条件的用人单位"),
        empty_text=_("换一个条件，或导入名单。"),
    )


def employer_heads() -> list[str]:
    """As the import reads them again."""
    heads = [_("单位名称"), _("统一社会信用代码"), _("行政区划代码"), _("单位类型"), _("行业")]
    return [*heads, _("职工人数"), _("开业日期")]


def employer_lines(rows: Iterable[Employer]) -> tuple[list[str], Iterator[list[Any]]]:
    return employer_heads(), (
        [
            row.name,
            row.uscc,
            row.region_code,
            str(row.get_unit_type_display()),
            str(row.get_industry_display()),
            row.employees,
            row.opened_on,
        ]
        for row in rows
    )


def coverage_name(row: Coverage) -> SafeString:
    return format_html('{} <span class="quiet">{}</span>', row.employer.name, row.employer.uscc)


def tier_address(row: TierRow, state: str, under: Organisation, on: Any) -> str:
    """The list a number of the report stands for."""
    tier = "small" if row.is_total else row.key if row.key.isdigit() else ""
    kind = "" if tier else row.key
    return list_of(under=under.public_id, tier=tier, kind=kind, state=state, on=on)


def _number(value: int | None) -> str:
    return "—" if value is None else f"{value:,}"


@dataclass(frozen=True)
class TierLine:
    """One line of the report with the addresses of its numbers."""

    row: TierRow
    kind: str
    established_url: str
    expected_url: str
    missing_url: str


def tier_links(totals: TierTotals, under: Organisation, on: date) -> list[TierLine]:
    """Tiers, their kinds and the whole, each number with its list."""
    return [
        TierLine(
            row,
            "total" if row.is_total else "tier" if row.key.isdigit() else "kind",
            tier_address(row, "established", under, on),
            tier_address(row, "expected", under, on),
            tier_address(row, "missing", under, on),
        )
        for row in totals.rows()
    ]


def tier_lines(totals: TierTotals) -> tuple[list[str], list[list[Any]]]:
    """Head and rows of the Excel report; the rate keeps its numerator and denominator beside it."""
    head = [_("层级、类型"), _("已成立（个）"), _("应建（个）"), _("应建未建（个）"), _("建会率（%）")]
    lines: list[list[Any]] = [
        [row.label, row.established, row.expected, row.missing, percent(row.established, row.expected)]
        for row in totals.rows()
    ]
    covered, expected = totals.employers_covered, totals.employers_expected
    return head, [
        *lines,
        [_("用人单位（由工会涵盖）"), covered, expected, expected - covered, percent(covered, expected)],
    ]
