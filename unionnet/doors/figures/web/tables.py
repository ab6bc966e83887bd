# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.occupations import occupation_label
from unionnet.doors.figures.told import Led
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import fullday, percent, told


def leaders_table(page: Page[Organisation]) -> Table:
    return Table(
        [Column("name", _("产业工会")), Column("kind", _("类型"), cell=lambda row: row.get_kind_display())],
        page,
        page=page,
        row_url=address_of("desk-figures:led"),
        caption=_("所领导的工会"),
        empty=_("还没有由产业工会领导的工会"),
        empty_text=_("由那个工会的地方上级工会在它的登记页上设产业上级。"),
    )


def led_table(lines: Iterable[Led], page: Page[Organisation], export: str) -> Table:
    return Table(
        [
            Column("union", _("工会"), note=lambda line: line.union.get_kind_display()),
            Column("members", _("会员（人）"), kind="num", cell=lambda line: told(line.members)),
            Column("rate", _("建会率"), kind="num", cell=_rate, note=_standing),
            Column("since", _("自何时起"), kind="when", cell=lambda line: fullday(line.union.led_since)),
        ],
        lines,
        page=page,
        export=export,
        row_url=address_of("desk-figures:union", "union.public_id"),
        caption=_("所领导工会的统计数"),
        empty=_("还没有由本工会领导的工会"),
        empty_text=_("由那个工会的地方上级工会在它的登记页上设本工会为产业上级。"),
    )


def tags_table(line: Led) -> Table:
    return _table(
        ((occupation_label(tag), n) for tag, n in line.tags.items()), _("群体"), _("没有登记群体的会员")
    )


def months_table(line: Led) -> Table:
    months = list(line.months.items())
    if line.earlier != 0:
        months.append((_("更早"), line.earlier))
    return _table(months, _("入会月份"), _("还没有会员"))


def _table(rows: Iterable[tuple[str, int | None]], label: str, empty: str) -> Table:
    columns = [
        Column("label", label, cell=lambda row: row[0]),
        Column("n", _("会员（人）"), kind="num", cell=lambda row: told(row[1])),
    ]
    return Table(columns, list(rows), caption=label, empty=empty)


def heads() -> list[str]:
    return [_("工会"), _("类型"), _("口径"), _("项目"), _("人数")]


def lines(rows: Iterable[Led]) -> Iterator[list[Any]]:
    """(union, kind, cut, item, count), a line a figure."""
    for row in rows:
        head = [row.union.name, str(row.union.get_kind_display())]
        yield [*head, _("会员"), _("合计"), _cell(row.members)]
        yield from ([*head, _("群体"), occupation_label(tag), _cell(n)] for tag, n in row.tags.items())
        yield from ([*head, _("入会月份"), month, _cell(n)] for month, n in row.months.items())
        if row.earlier != 0:
            yield [*head, _("入会月份"), _("更早"), _cell(row.earlier)]


def _cell(n: int | None) -> int | str:
    return told(n) if n is None else n


def _rate(line: Led) -> str:
    return percent(line.established, line.expected)


def _standing(line: Led) -> str:
    return f"{line.established} / {line.expected}" if line.expected else ""
