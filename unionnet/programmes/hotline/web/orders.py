# SPDX-License-Identifier: Apache-2.0
"""The orders as mail: the list beside the open one, one press to sign for it, one field to answer it; what is
done opens the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.ways import Way, went
from unionnet.programmes.hotline.models import Watched
from unionnet.programmes.hotline.queries import handover_of, next_after, orders_to_do, watched_of
from unionnet.programmes.hotline.queries.orders import SHOWN
from unionnet.programmes.hotline.rules import MANAGE, SEE, why_not_an_order, why_not_manage
from unionnet.programmes.hotline.web.tabs import tabs_at
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import extension_of, history_of, part_of, units_for, waiting_of
from unionnet.tools.casework.rules import why_not_for_taker
from unionnet.tools.casework.web.forms import MoveForm
from unionnet.tools.casework.web.moving import act
from unionnet.tools.casework.web.seeing import event, get_case
from unionnet.tools.casework.web.tables import day_of, standing_of, standing_of_share, state_tag
from unionnet.tools.casework.web.ways import LABELS, ways_for

# After these the same order stays open; after all others the next one does.
STAYS = {"sign_for", "take", "classify", "resume", "grant_time", "refuse_time"}
# Needs files, or another case to look at: done on the page of the case.
ELSEWHERE = {"add", "split", "merge", "part_dropped"}


@dataclass(frozen=True)
class Press:
    """One thing that can be done with the open order, with the form it needs, if any."""

    way: Way
    form: MoveForm | None


@require_safe
@with_verb(SEE)
def tray(request: MemberRequest) -> HttpResponse:
    return _drawn(request, request.GET.get("order", "")[:40])


@require_POST
@with_verb(MANAGE)
def act_on(request: MemberRequest, public_id: str, name: str) -> HttpResponse:
    case = get_case(request, public_id)
    if name not in LABELS or name in ELSEWHERE or why_not_an_order(case):
        raise Http404
    label, needs = LABELS[name]
    form = MoveForm(request.person, case, needs, request.POST, auto_id=f"{name}-%s")
    after = public_id if name in STAYS else next_after(_lines(request), public_id)
    if form.is_valid() and went(form, needs, lambda: act(request, case, name, form)):
        messages.success(request, _("%(title)s：%(move)s") % {"title": case.title, "move": label})
        return redirect(f"{reverse('desk-hotline:orders')}?{_kept(request)}order={after}")
    return _drawn(request, public_id, {name: form}, status=422)


def _drawn(
    request: MemberRequest, chosen: str, written: dict[str, MoveForm] | None = None, status: int = 200
) -> HttpResponse:
    now, lines = database_now(), _lines(request)
    shown = chosen or (lines[0].case.public_id if lines else "")
    context: dict[str, Any] = {
        "tabs": tabs_at("orders"),
        "with_others": _with_others(request),
        "lines": [(line, standing_of_share(line, now)) for line in lines],
        "most": SHOWN,
        "waiting": waiting_of(request.person),
        "chosen": shown,
        "is_chosen": bool(chosen),
        "kept": _kept(request),
    }
    if shown:
        context |= _opened(request, get_case(request, shown), written or {})
    return render(request, "hotline/orders.html", context, status=status)


def _opened(request: MemberRequest, case: Case, written: dict[str, MoveForm]) -> dict[str, Any]:
    now = database_now()
    ways = ways_for(case, request.person, now, part_of(case, request.person), extension_of(case))
    presses = [_press(request, case, way, written) for way in ways if way.move not in ELSEWHERE]
    may_manage = why_not_manage(case.organisation, request.person) is None
    may_hand_over = may_manage and why_not_for_taker(case, "transfer", request.person) is None
    return {
        "case": case,
        "state": state_tag(case),
        "standing": standing_of(case, now),
        "due": day_of(case.due_at),
        "ruling": rule(case.due_rule, where=case.organisation.county_code, on=local_date(case.received_at)),
        "first": next((each for each in presses if each.way.kind == ""), None),
        "others": [each for each in presses if each.way.kind != ""],
        "units": units_for(case) if any("unit" in each.way.needs for each in presses) else [],
        "events": [event(step) for step in history_of(case)],
        "watched": watched_of(case),
        "handover": handover_of(case),
        "may_hand_over": may_hand_over,
        "may_watch": may_manage and case.is_open,
        "harmful": Watched.Reason.HARMFUL,
    }


def _press(request: MemberRequest, case: Case, way: Way, written: dict[str, MoveForm]) -> Press:
    if not way.needs:
        return Press(way, None)
    return Press(
        way, written.get(way.move) or MoveForm(request.person, case, way.needs, auto_id=f"{way.move}-%s")
    )


def _lines(request: MemberRequest) -> list[Any]:
    return list(orders_to_do(request.person, with_others=_with_others(request))[:SHOWN])


def _with_others(request: MemberRequest) -> bool:
    return request.GET.get("tray") == "others"


def _kept(request: MemberRequest) -> str:
    """Which list one was in."""
    return "tray=others&" if _with_others(request) else ""
