# SPDX-License-Identifier: Apache-2.0
"""How rows of the roster are drawn, on the page and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.staffing.days import Search, allowance
from unionnet.programmes.staffing.models import StaffPost, UnionDay
from unionnet.programmes.staffing.norms import Want


def list_of(under: Organisation, on: object, **wanted: str) -> str:
    """The address of the list behind a number."""
    given = {"under": under.public_id, "on": str(on), **wanted}
    return f"{reverse('desk-staffing:list')}?{urlencode({k: v for k, v in given.items() if v})}"


def page_of(row: StaffPost) -> str:
    return reverse("desk-staffing:post", args=[row.public_id])


def posts_table(page: Page[StaffPost], export: str = "") -> Table:
    return Table(
        [
            Column("member.name", _("姓名"), note=lambda row: row.member.number),
            Column("organisation.name", _("工会")),
            Column("kind", _("配备类型"), cell=lambda row: row.get_kind_display()),
            Column("title", _("职务")),
            Column("since", _("任职起"), kind="when"),
            Column("until", _("任期届满或离任"), kind="when"),
            Column("contract_until", _("劳动合同到期"), kind="when"),
        ],
        page,
        page=page,
        export=export,
        row_url=page_of,
        caption=_("干部名册"),
        empty=_("没有符合条件的岗位"),
        empty_text=_("换一个条件，或导入名册。"),
    )


def days_table(page: Page[StaffPost], search: Search, export: str) -> Table:
    """Officers of one month with what they used; `halves` is annotated."""

    @cache
    def most_of(where: str, is_chair: bool) -> float:
        return allowance(where, search.month, is_chair=is_chair).most

    def used(row: Any) -> SafeString:
        most = most_of(row.organisation.county_code, row.is_chair)
        words = _("%(n)s / %(m)s 天") % {"n": floatformat(row.halves / 2, -1), "m": floatformat(most, -1)}
        return tag(words, kind="late") if row.halves > 2 * most else format_html("{}", words)

    return Table(
        [
            Column("member.name", _("姓名"), note=lambda row: row.member.number),
            Column("organisation.name", _("工会")),
            Column("title", _("职务")),
            Column("halves", _("已用 / 可用"), cell=used),
        ],
        page,
        page=page,
        export=export,
        row_url=lambda row: (
            f"{reverse('desk-staffing:days_of', args=[row.public_id])}?month={search.month.key}"
        ),
        caption=_("工会工作日"),
        empty=_("没有符合条件的兼职干部"),
        empty_text=_("换一个月份或条件；兼职干部在“干部配备”里登记岗位。"),
    )


def day_heads() -> list[str]:
    return [_("姓名"), _("人员编号"), _("工会"), _("职务"), _("日期"), _("时长（天）"), _("做什么")]


def day_lines(rows: Iterable[UnionDay]) -> Iterator[list[Any]]:
    for row in rows:
        post, member = row.post, row.post.member
        who = [member.name, member.number, post.organisation.name, post.title]
        yield [*who, row.day, row.halves / 2, row.what]


def heads() -> list[str]:
    """The columns of the sheet that goes out, which is the sheet that comes in."""
    return [
        *(_("姓名"), _("人员编号"), _("会员证号"), _("工会"), _("配备类型"), _("职务"), _("任职起")),
        *(_("任期届满或离任"), _("工资由谁发"), _("劳动合同到期"), _("依据文号")),
    ]


def lines(rows: Iterable[StaffPost]) -> Iterator[list[Any]]:
    for row in rows:
        who = [row.member.name, row.member.number, "", row.organisation.name]
        what = [str(row.get_kind_display()), row.title, str(row.since), str(row.until or "")]
        money = [str(row.get_paid_by_display()), str(row.contract_until or ""), row.basis]
        yield [*who, *what, *money]


def unions_table(page: Page[Organisation], export: str) -> Table:
    return Table(
        [
            Column("name", _("工会"), note=lambda row: row.parent.name if row.parent else ""),
            Column("kind", _("类型"), cell=lambda row: row.get_kind_display()),
            Column("since", _("成立日期"), kind="when"),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-organisations:organisation"),
        caption=_("没有专职干部的工会"),
        empty=_("每个工会都有专职干部"),
        empty_text=_("哪个工会的专职干部离任而没有接任，就会出现在这里。"),
    )


def norm_heads() -> list[str]:
    return [
        *(_("工会"), _("配备类型"), _("依据的数"), _("人数"), _("应配（人）"), _("在岗（人）")),
        *(_("缺（人）"), _("依据")),
    ]


def norm_lines(found: Iterable[Want]) -> Iterator[list[Any]]:
    for each in found:
        counts = [each.measured, each.needed, each.held, each.missing]
        yield [each.union.name, each.what, each.measure, *counts, str(each.rule)]
