# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import fullday
from unionnet.programmes.memberday.models import MemberDay
from unionnet.programmes.memberday.queries import Held, Year


def member_days(page: Page[MemberDay]) -> Table:
    return Table(
        [
            Column("title", _("名称")),
            Column("organisation.name", _("主办工会")),
            Column("day", _("每月几日"), kind="num"),
        ],
        page,
        page=page,
        row_url=address_of("desk-memberday:day"),
        caption=_("会员日"),
        empty=_("还没有会员日"),
        empty_text=_("定一个每月的日子，排好全年，再给每一期设奖品。"),
    )


def sessions(year: Year) -> Table:
    return Table(
        [
            Column("session.on", _("日期"), cell=lambda row: fullday(row.session.on), note=_stage),
            Column("times", _("参与人次"), kind="num"),
            Column("persons", _("参与人数"), kind="num"),
            Column("won", _("中奖人数"), kind="num"),
        ],
        year.sessions,
        row_url=_address,
        caption=_("各期"),
        empty=_("这一年还没有排期"),
        empty_text=_("在右边填写年份，一次排好全年。"),
    )


def _stage(row: Held) -> str:
    return row.session.raffle.title if row.session.raffle else _("还没有设奖品")


def _address(row: Held) -> str:
    if row.session.raffle:
        return reverse("desk-benefits:raffle", args=[row.session.raffle.public_id])
    return reverse("desk-memberday:hold", args=[row.session.public_id])


def year_lines(year: Year) -> tuple[list[str], Iterator[list[Any]]]:
    heads = [_("日期"), _("抽奖"), _("参与人次"), _("参与人数"), _("中奖人数")]

    def lines() -> Iterator[list[Any]]:
        for row in year.sessions:
            yield [row.session.on, _stage(row), row.times, row.persons, row.won]
        yield [_("合计"), "", year.times, year.persons, year.won]

    return heads, lines()
