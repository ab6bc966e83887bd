# SPDX-License-Identifier: Apache-2.0
"""How postings and problems are drawn, on the page and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.postings.models import Posting, ProblemItem
from unionnet.programmes.postings.queries import Report


def names(row: Posting) -> str:
    return _("、").join(each.person.name for each in row.team.all())


def page_of(row: Posting) -> str:
    return reverse("desk-postings:posting", args=[row.public_id])


def postings_table(page: Page[Posting], export: str, on: date) -> Table:
    return Table(
        [
            Column("organisation.name", _("蹲点工会"), note=lambda row: row.purpose),
            Column("team", _("蹲点人员"), cell=names),
            Column("starts_on", _("开始"), kind="when"),
            Column("ends_on", _("结束"), kind="when"),
            Column("entry_count", _("日记（篇）"), kind="num"),
            Column("found_count", _("问题（件）"), kind="num"),
            Column("closed_count", _("已解决（件）"), kind="num"),
            Column("late_count", _("超期（件）"), kind="num"),
        ],
        page,
        page=page,
        export=export,
        row_url=page_of,
        caption=_("干部蹲点"),
        empty=_("还没有蹲点安排"),
        empty_text=_("安排一次蹲点，干部会收到消息，在手机上写日记。"),
    )


def posting_lines(rows: Iterable[Posting]) -> tuple[list[str], Iterator[list[Any]]]:
    head = [_("蹲点工会"), _("派出工会"), _("蹲点任务"), _("蹲点人员"), _("开始"), _("结束")]
    head += [_("日记（篇）"), _("问题（件）"), _("已解决（件）"), _("超期（件）")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            where = [row.organisation.name, row.sent_by.name, row.purpose, names(row)]
            counts = [getattr(row, f"{name}_count") for name in ("entry", "found", "closed", "late")]
            yield [*where, row.starts_on, row.ends_on, *counts]

    return head, lines()


def problem_state(row: ProblemItem, on: date) -> tuple[str, str]:
    """The word and the kind of its tag."""
    if row.closed_at:
        return _("已解决"), "ok"
    return (_("已超期"), "late") if row.due_on < on else (_("解决中"), "due")


def problems_table(page: Page[ProblemItem], export: str, on: date) -> Table:
    return Table(
        [
            Column("what", _("问题"), note=lambda row: row.result),
            Column("posting.organisation.name", _("蹲点工会")),
            Column("whose", _("由谁解决")),
            Column("due_on", _("期限"), kind="when"),
            Column("state", _("状态"), cell=lambda row: tag(*problem_state(row, on))),
        ],
        page,
        page=page,
        export=export,
        row_url=lambda row: f"{page_of(row.posting)}#{row.public_id}",
        caption=_("问题清单"),
        empty=_("没有符合条件的问题"),
        empty_text=_("换一个条件，或到蹲点报告里看。"),
    )


def problem_lines(rows: Iterable[ProblemItem], on: date) -> tuple[list[str], Iterator[list[Any]]]:
    head = [_("蹲点工会"), _("问题"), _("由谁解决"), _("发现日期"), _("期限"), _("状态")]
    head += [_("解决日期"), pgettext("of a problem", "解决结果")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            what = [row.posting.organisation.name, row.what, row.whose, _day(row.raised_at)]
            yield [*what, row.due_on, problem_state(row, on)[0], _day(row.closed_at), row.result]

    return head, lines()


def report_lines(report: Report, on: date) -> tuple[list[str], Iterator[list[Any]]]:
    """The diary and the problems of one posting in one sheet."""
    head = [_("类别"), _("日期"), _("内容"), _("地点或由谁解决"), _("期限"), _("状态")]
    head.append(pgettext("of a problem", "解决结果"))

    def lines() -> Iterator[list[Any]]:
        for entry in reversed(report.entries):
            yield [_("日记"), entry.day, entry.text, entry.place, None, entry.by.name, ""]
        for row in report.problems:
            what = [_("问题"), _day(row.raised_at), row.what, row.whose, row.due_on]
            yield [*what, problem_state(row, on)[0], row.result]

    return head, lines()


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None
