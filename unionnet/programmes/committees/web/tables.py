# SPDX-License-Identifier: Apache-2.0
"""How lines of the due list are drawn, on the page and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import day
from unionnet.programmes.committees.models import Checkup, Election
from unionnet.programmes.committees.queries import ISSUES, issues_of

KINDS = {"waiting": "due", "over": "late", "vacant": "late", "soon": "due"}


def due_table(page: Page[Checkup], today: date, export: str) -> Table:
    """Unions with what is the matter, the most pressing first."""
    return Table(
        [
            Column("organisation.name", _("工会"), note=_above),
            Column("issues", _("需要办理"), cell=lambda line: issue_tags(line, today)),
            Column("until", _("届满"), kind="when", cell=_until, note=lambda line: left(line, today)),
            Column("chair", _("主席"), cell=_chair),
            Column("members", _("会员（人）"), kind="num"),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-committees:union", "organisation.public_id"),
        caption=_("两委与换届"),
        empty=_("没有需要办理的工会"),
        empty_text=_("届满前 90 天、主席空缺或者缺少机构的工会会出现在这里。"),
    )


def issue_tags(line: Checkup, today: date) -> SafeString:
    """A tag for each issue; a renewal under way says so first."""
    words = [(tag(_("换届中"), "info"),)] if line.is_renewing else []
    words += [(tag(ISSUES[name], KINDS.get(name, "")),) for name in issues_of(line, today)]
    return format_html_join(" ", "{}", words or [(tag(_("正常"), "ok"),)])


def left(line: Checkup, today: date) -> str:
    """剩 30 天, 超期 12 天; of an empty chair how long it has been empty."""
    if line.until is None:
        return ""
    days = (line.until - today).days
    if days < 0:
        return ngettext("超期 %(n)s 天", "超期 %(n)s 天", -days) % {"n": f"{-days:,}"}
    return ngettext("剩 %(n)s 天", "剩 %(n)s 天", days) % {"n": f"{days:,}"}


def due_lines(lines: Iterable[Checkup], today: date) -> tuple[list[str], Iterator[list[Any]]]:
    """Head and rows of the Excel list."""
    head = [
        _("工会"),
        _("上级工会"),
        _("需要办理"),
        _("届次"),
        _("任期开始"),
        _("任期届满"),
        _("离届满（天）"),
    ]
    head += [
        _("主席"),
        _("主席空缺自"),
        _("委员名额"),
        _("在任委员（人）"),
        _("会员（人）"),
        _("女会员（人）"),
    ]

    def rows() -> Iterator[list[Any]]:
        for line in lines:
            own, words = line.committee, [str(ISSUES[name]) for name in issues_of(line, today)]
            yield [
                line.organisation.name,
                line.organisation.parent.name if line.organisation.parent else "",
                _("、").join(words),
                own.session if own else None,
                own.since if own else None,
                line.until,
                (line.until - today).days if line.until else None,
                line.chair.holder if line.chair else "",
                line.vacant_since,
                own.size if own else None,
                line.seated,
                line.members,
                line.women,
            ]

    return head, rows()


def _above(line: Checkup) -> str:
    return line.organisation.parent.name if line.organisation.parent else ""


def _until(line: Checkup) -> str:
    return day(line.until) if line.until else "—"


def _chair(line: Checkup) -> str:
    if line.chair:
        return line.chair.holder
    return _("空缺自 %(day)s") % {"day": day(line.vacant_since)} if line.vacant_since else "—"


def handovers_table(page: Page[Election]) -> Table:
    """Approved re-elections, for those who give and end posts."""
    return Table(
        [
            Column("organisation.name", _("工会"), note=lambda row: row.basis),
            Column("session", _("届次"), kind="num"),
            Column("decided_on", _("批复日期"), kind="when"),
        ],
        page,
        page=page,
        row_url=address_of("desk-committees:handover"),
        caption=_("换届任免"),
        empty=_("没有已批复的换届"),
        empty_text=_("批复换届结果以后，谁上任、谁离任会列在这里，等您开通和收回权限。"),
    )
