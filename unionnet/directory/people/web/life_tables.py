# SPDX-License-Identifier: Apache-2.0
"""Lists of memberships after the joining, on the page and in Excel."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Membership, MembershipSpan, Transfer
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Step, Tab, Table

STATES = ("transferring", "auto_withdraw_proposed", "retained", "withdrawn", "expelled", "deceased")


def tabs(here: str) -> list[Tab]:
    """What waits first, then one list a state, then any day of the past."""
    labels = dict(Membership.State.choices)
    states = [
        Tab(labels[state], reverse("desk-people:in_state", args=[state]), on=here == state)
        for state in STATES
    ]
    first = Tab(_("待办理"), reverse("desk-people:life"), on=here == "waiting")
    return [first, *states, Tab(_("某一天的会员"), reverse("desk-people:day"), on=here == "day")]


def transfers(page: Page[Transfer]) -> Table:
    return Table(
        columns=[
            Column("person.name", _("姓名"), note=lambda row: row.membership.card_no),
            Column("from_union.name", _("转出工会")),
            Column("to_union.name", _("转入工会")),
            Column("waits_for", _("待办理的一方"), cell=lambda row: Transfer.Side(row.waits_for).label),
            Column("reason", _("接转原因")),
            Column("due_on", _("办理期限"), kind="when", note=_late),
        ],
        rows=page.rows,
        page=page,
        row_url=address_of("desk-people:transfer"),
        empty=_("没有等您办理的接转"),
        empty_text=_("会员要转到别的工会，或转到您这里来，会出现在这里。"),
        caption=_("会籍接转"),
    )


def _late(row: Transfer) -> str:
    return _("已由上一级工会督办") if row.escalated_at else ""


def memberships(page: Page[Membership], export: str) -> Table:
    return Table(
        columns=[
            Column("person.name", _("姓名"), note=lambda row: row.card_no),
            Column("organisation.name", _("所在工会"), note=lambda row: row.unit),
            Column("state", _("会籍状态"), cell=lambda row: row.get_state_display()),
            Column("decided_at", _("入会时间"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        export=export,
        row_url=address_of("desk-people:membership"),
        empty=_("没有这种状态的会籍"),
        empty_text=_("会员的会籍变成这种状态时，会出现在这里。"),
        caption=_("会籍"),
    )


def spans(page: Page[MembershipSpan], export: str) -> Table:
    return Table(
        columns=[
            Column("person.name", _("姓名"), note=lambda row: row.membership.card_no),
            Column("organisation.name", _("当日所在工会")),
            Column("state", _("当日会籍状态"), cell=lambda row: row.get_state_display()),
            Column("since", _("起"), kind="when"),
            Column("until", _("止"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        export=export,
        empty=_("那一天没有会员"),
        empty_text=_("换一个日期或工会。"),
        caption=_("某一天的会员"),
    )


def steps(transfer: Transfer) -> list[Step]:
    """Asked, released, accepted: with who did each."""
    released = transfer.released_by.name if transfer.released_by else ""
    accepted = transfer.accepted_by.name if transfer.accepted_by else ""
    return [
        Step(_("提出接转"), transfer.get_asked_as_display()),
        Step(_("转出工会办理"), released),
        Step(_("转入工会接收"), accepted),
    ]
