# SPDX-License-Identifier: Apache-2.0
"""At the counter and at the stand: what waits, hand a card over, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.cards.actions import close, issue
from unionnet.programmes.cards.models import CardRequest
from unionnet.programmes.cards.queries import cards_seen_by, counts, found
from unionnet.programmes.cards.rules import MOVES, why_not_manage

EXPORTED = 50_000
KINDS = {"requested": "due", "sent": "info", "issued": "ok", "refused": "late", "lost": "late"}


@require_safe
@needs("cards.see")
def listed(request: MemberRequest) -> HttpResponse:
    state, words = _asked(request)
    rows = found(cards_seen_by(request.person), state, words)
    page = Page.of(rows, request, order=("-id",))
    context = {
        "table": _table(page, f"cards.xlsx?{request.GET.urlencode()}"),
        "counts": counts(cards_seen_by(request.person)),
        "state": state,
        "words": words,
    }
    return render(request, "cards/list.html", context)


@require_safe
@needs("cards.manage")
def export(request: MemberRequest) -> HttpResponseBase:
    """Names leave the house, so the journal says so."""
    rows = excel.whole(found(cards_seen_by(request.person), *_asked(request)).order_by("-pk"), EXPORTED)
    note_export([row.person_id for row in rows], by=request.person)
    heads = [_("姓名"), _("会员证号"), _("工会"), _("银行"), _("状态"), _("申请时间"), _("发卡时间")]
    return excel.workbook([*heads, _("现场发卡的活动")], _lines(rows), name=_("会员服务卡"))


@require_safe
@needs("cards.see")
def card(request: MemberRequest, public_id: str) -> HttpResponse:
    row = _seen(request, public_id)
    refusal = why_not_manage(request.person, row.membership)
    code = row.membership.join_code
    moves = [] if refusal else MOVES.open_from(row.state)
    context = {"card": row, "moves": moves, "refusal": refusal, "event": code.event if code else ""}
    return render(request, "cards/card.html", {**context, "kind": KINDS.get(row.state, "")})


@require_POST
@needs("cards.manage")
def issued(request: MemberRequest, public_id: str) -> HttpResponse:
    tail, event = clean(request.POST.get("tail", "")), clean(request.POST.get("event", ""))
    issue(_seen(request, public_id), tail, by=request.person, event=event)
    messages.success(request, _("已发卡。"))
    return redirect("desk-cards:card", public_id)


@require_POST
@needs("cards.manage")
def closed(request: MemberRequest, public_id: str) -> HttpResponse:
    move, reason = request.POST.get("move", ""), clean(request.POST.get("reason", ""))
    close(_seen(request, public_id), move, reason, by=request.person)
    messages.success(request, _("已办理。"))
    return redirect("desk-cards:card", public_id)


def _table(page: Page[CardRequest], export_url: str) -> Table:
    return Table(
        [
            Column("person.name", _("姓名"), note=lambda row: row.membership.card_no),
            Column("membership.organisation.name", _("工会")),
            Column("bank", _("银行")),
            Column("requested_at", _("申请时间"), kind="when"),
            Column("issued_at", _("发卡时间"), kind="when"),
            Column(
                "state", _("状态"), cell=lambda row: tag(row.get_state_display(), KINDS.get(row.state, ""))
            ),
        ],
        page,
        page=page,
        export=export_url,
        row_url=address_of("desk-cards:card"),
        caption=_("会员服务卡"),
        empty=_("没有符合条件的办卡申请"),
        empty_text=_("换一个条件；会员在手机上申请以后，会出现在这里。"),
    )


def _state(row: CardRequest) -> Any:
    return tag(row.get_state_display(), KINDS.get(row.state, ""))


def _lines(rows: list[CardRequest]) -> Iterator[list[Any]]:
    for row in rows:
        who = [row.person.name, row.membership.card_no, row.membership.organisation.name, row.bank]
        yield [*who, str(row.get_state_display()), row.requested_at, row.issued_at, row.event]


def _asked(request: MemberRequest) -> tuple[str, str]:
    return clean(request.GET.get("state", "")), clean(request.GET.get("q", ""))[:60]


def _seen(request: MemberRequest, public_id: str) -> CardRequest:
    return get_object_or_404(cards_seen_by(request.person), public_id=public_id)
