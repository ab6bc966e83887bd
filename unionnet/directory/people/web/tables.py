# SPDX-License-Identifier: Apache-2.0
"""Lists of the desk: what stands in which column, on the page and in Excel."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.directory.people.models import Countersigning, Membership
from unionnet.directory.people.occupations import occupation_label
from unionnet.directory.people.queries import CodeReport
from unionnet.directory.people.templatetags.people import shown
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import fullday, moment


def _whole(text: Any) -> SafeString:
    """A number that is not broken over two lines."""
    return format_html('<span class="nobreak">{}</span>', text or "")


def _ends(row: Membership) -> str:
    day = row.person.document_expires
    return _("有效期至 %(day)s") % {"day": fullday(day)} if day else ""


def members(page: Page[Membership], export: str, *, shows_ending: bool = False) -> Table:
    """With the last day of each document where that is what is looked for."""
    return Table(
        columns=[
            Column("person.name", _("姓名"), note=lambda row: _whole(row.card_no)),
            Column(
                "person",
                _("证件号码"),
                cell=lambda row: _whole(shown(row.person, "id_number")),
                note=_ends if shows_ending else None,
            ),
            Column("person", _("手机号"), cell=lambda row: _whole(shown(row.person, "mobile"))),
            Column(
                "person",
                _("职业类别"),
                cell=lambda row: _whole(occupation_label(row.person.occupation) or "—"),
            ),
            Column("organisation.name", _("所在工会"), note=lambda row: row.unit),
            Column("decided_at", _("入会时间"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        export=export,
        row_url=address_of("desk-people:person", "person.public_id"),
        empty=_("没有符合条件的会员"),
        empty_text=_("换一个条件，或导入名单。"),
        caption=_("会员"),
    )


def countersignings(page: Page[Countersigning]) -> Table:
    return Table(
        columns=[
            Column("act", _("事项"), cell=lambda row: row.get_act_display(), note=lambda row: row.reason),
            Column("organisation.name", _("工会")),
            Column("asked_by.name", _("提出人"), note=lambda row: moment(row.asked_at)),
            Column("state", _("状态"), cell=lambda row: row.get_state_display(), note=_how_over),
            Column("until", _("复核期限"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        row_url=address_of("desk-people:countersigning"),
        empty=_("没有要复核的事项"),
        empty_text=_("任免职务、导出完整号码或人数多的名单，由一个人提出，另一个人复核。"),
        caption=_("双人复核"),
    )


def _how_over(row: Countersigning) -> str:
    if row.undone_at:
        return _("交接已撤销")
    return row.second.name if row.second else ""


def codes(reports: list[CodeReport]) -> Table:
    return Table(
        columns=[
            Column(
                "code.code",
                _("入会码"),
                cell=lambda row: row.code.code,
                note=lambda row: row.code.get_channel_display(),
            ),
            Column("code.place_name", _("地点与活动"), cell=_where),
            Column("code.organisation.name", _("加入的工会")),
            Column("applied", _("申请人数"), kind="num"),
            Column("active", _("已入会"), kind="num"),
            Column("waiting", _("待审核"), kind="num"),
            Column("refused", _("未通过"), kind="num"),
        ],
        rows=reports,
        export=reverse("desk-people:codes_export"),
        row_url=lambda row: reverse("root-people:join", args=[row.code.code]),
        empty=_("还没有入会码"),
        empty_text=_("为驿站或一场活动新建一个，职工扫码就能申请入会。"),
        caption=_("入会渠道报表"),
    )


def _where(row: CodeReport) -> str:
    return " · ".join(each for each in (row.code.place_name, row.code.event) if each) or "—"


def code_heads() -> list[str]:
    return [
        _("入会码"),
        _("渠道"),
        _("地点"),
        pgettext("one event", "活动"),
        _("加入的工会"),
        _("申请人数"),
        _("已入会"),
        _("待审核"),
        _("未通过"),
        _("链接"),
    ]


def code_line(row: CodeReport) -> list[Any]:
    code = row.code
    numbers = [row.applied, row.active, row.waiting, row.refused]
    link = f"{settings.UNIONNET_PUBLIC_URL}{reverse('root-people:join', args=[code.code])}"
    return [
        code.code,
        code.get_channel_display(),
        code.place_name,
        code.event,
        code.organisation.name,
        *numbers,
        link,
    ]
