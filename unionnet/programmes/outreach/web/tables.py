# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.programmes.outreach.models import Ask, Meeting
from unionnet.programmes.outreach.queries import COUNTED, Line, Report


def meetings_table(page: Page[Meeting], export: str) -> Table:
    return Table(
        [
            Column("title", _("名称"), note=lambda row: row.place),
            Column("organisation.name", _("主办工会")),
            Column("starts_at", pgettext("time", "开始"), kind="when"),
            Column("joined", _("扫码入会（人）"), kind="num"),
            Column("asked", _("咨询诉求（件）"), kind="num"),
            Column("leaflets_out", _("发放（份）"), kind="num"),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-outreach:meeting"),
        caption=_("职工沟通会"),
        empty=_("还没有沟通会"),
        empty_text=_("安排一场，系统就生成入会码，当场扫码、当场批准。"),
    )


def meeting_lines(rows: Iterable[Meeting]) -> tuple[list[str], Iterator[list[Any]]]:
    head = [_("名称"), _("主办工会"), _("地点"), pgettext("time", "开始"), pgettext("time", "结束")]
    head += [_("扫码入会（人）"), _("咨询诉求（件）"), _("发放（份）")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            counts = [getattr(row, name) for name in ("joined", "asked", "leaflets_out")]
            yield [row.title, row.organisation.name, row.place, row.starts_at, row.ends_at, *counts]

    return head, lines()


def report_lines(report: Report, asks: Iterable[Ask]) -> tuple[list[str], Iterator[list[Any]]]:
    """What was asked, what was handed out, and how long each took from the scan to the card; no names."""
    head = [_("类别"), _("时间"), _("内容"), _("答复"), _("从扫码到会员证（秒）")]

    def lines() -> Iterator[list[Any]]:
        for line in [*report.tally.lines, report.tally.total]:
            yield [_("登记台"), None, line.name or _("合计"), told(line), None]
        for reason, count in report.tally.reasons:
            yield [_("未登记"), None, reason, count, None]
        for asked in asks:
            yield [str(asked.get_kind_display()), asked.at, asked.text, asked.reply, None]
        for leaflet in report.leaflets:
            yield [_("发放资料"), None, leaflet.title, leaflet.handed_out, None]
        for each in report.spots:
            yield [_("当场批准"), each.approval.at, str(each.approval.role), "", _seconds(each.took)]

    return head, lines()


def told(line: Line) -> str:
    """One table in a sentence."""
    return _(
        "登记 %(persons)s 人：已入会 %(approved)s，接转中 %(transferring)s，待审核 %(waiting)s，"
        "待核对 %(conflict)s，未登记 %(refused)s；其中断网时登记 %(kept)s"
    ) % {name: getattr(line, name) for name in ("persons", *COUNTED)}


def _seconds(took: timedelta | None) -> int | None:
    return int(took.total_seconds()) if took is not None else None
