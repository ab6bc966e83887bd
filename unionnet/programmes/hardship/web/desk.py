# SPDX-License-Identifier: Apache-2.0
"""Behind the desk: households that wait for a hand, and one, closed until somebody says what for."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import (
    first_check,
    give_back,
    open_dossier,
    publish,
    register,
    reject,
)
from unionnet.programmes.hardship.formula import scheme_of
from unionnet.programmes.hardship.models import Dossier
from unionnet.programmes.hardship.rules import (
    MOVES,
    desk_of,
    notice_days,
    why_not_at_desk,
    why_not_decide,
    why_not_move,
    why_not_register,
)
from unionnet.programmes.hardship.web.forms import (
    AidForm,
    AnswerForm,
    EndForm,
    OpinionForm,
    PublishForm,
    ReviewForm,
)

State = Dossier.State
COLOURS = {"applied": "due", "first_checked": "due", "visited": "due", "checked": "due", "registered": "ok"}
COLOURS |= {"rejected": "late", "published": "info", "checking": "info"}


@require_safe
@needs("hardship.approve")
def listed(request: MemberRequest) -> HttpResponse:
    state, today = request.GET.get("state", ""), timezone.localdate()
    seen = queries.dossiers_seen_by(request.person)
    rows = seen.filter(state=state) if state in State.values else seen
    rows = queries.to_do(seen, today) if state == "todo" else rows
    context = {
        "table": _table(Page.of(rows, request, order=("-id",))),
        "state": state,
        "states": [each for each in State.choices if each[0] not in ("draft", "withdrawn")],
        "waiting": queries.to_do(seen, today).count(),
        "appeals": queries.appeals_at(request.person)[:20],
        "lists": queries.lists_to_let_go(request.person)[:20],
        "copies": queries.copies_to_let_go(request.person)[:20],
        "ready": queries.ready_for_check(request.person).count(),
        "today": today,
    }
    return render(request, "hardship/list.html", context)


@require_safe
@needs("hardship.count")
def figures(request: MemberRequest) -> HttpResponse:
    grades, lines, ruling = queries.figures_for(request.person, timezone.localdate())
    context = {"grades": grades, "span": len(grades) + 1, "lines": lines, "ruling": ruling}
    return render(request, "hardship/figures.html", context)


@require_safe
@needs("hardship.approve")
@never_cache
def dossier(request: MemberRequest, public_id: str) -> HttpResponse:
    found, person, now = seen_dossier(request, public_id), request.person, timezone.now()
    is_open = queries.is_open_to(person, found, now)
    context = {
        "dossier": found,
        "desk": desk_of(found),
        "kind": COLOURS.get(found.state, ""),
        "events": queries.story_of(found),
        "aids": found.aids.select_related("payment__batch").order_by("-on_day", "-pk"),
        "gifts": queries.gifts_of(found, person)[:20],
        "hands": queries.hands_of(found),
        "moves": _moves(found, person),
        "refusal": why_not_at_desk(person, found, "hardship.approve"),
        "inside": queries.inside(found) if is_open else None,
        "proofs": found.proofs.select_related("file").order_by("pk") if is_open else (),
        "notice_days": notice_days(found, timezone.localdate()),
        "appeal": found.appeals.filter(answer="").first(),
    }
    context |= _forms(found, person)
    return render(request, "hardship/dossier.html", context)


@require_POST
@needs("hardship.approve")
def opened(request: MemberRequest, public_id: str) -> HttpResponse:
    reason = clean(request.POST.get("reason", ""))
    open_dossier(seen_dossier(request, public_id), reason, by=request.person)
    messages.info(request, _("已记录您的查看，申请人看得到。12 小时内可以再看。"))
    return redirect("desk-hardship:dossier", public_id)


@require_POST
@needs("hardship.approve")
def moved(request: MemberRequest, public_id: str) -> HttpResponse:
    """One step, on the version the officer looked at."""
    found, move = seen_dossier(request, public_id), request.POST.get("move", "")
    given, grade, opinion = (clean(request.POST.get(name, "")) for name in ("reason", "grade", "opinion"))
    number = request.POST.get("seen", "")
    seen = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1
    by = request.person
    steps: dict[str, Callable[[], object]] = {
        "first_check": lambda: first_check(found, by=by, opinion=opinion, seen=seen),
        "publish": lambda: publish(found, grade, by=by, opinion=opinion, seen=seen),
        "register": lambda: register(found, by=by, opinion=opinion, seen=seen),
        "return": lambda: give_back(found, given, by=by, seen=seen),
        "reject": lambda: reject(found, given, by=by, seen=seen),
    }
    if move in steps:
        steps[move]()
        messages.success(request, _("已办理。"))
    return redirect("desk-hardship:dossier", public_id)


def seen_dossier(request: MemberRequest, public_id: str) -> Dossier:
    return get_object_or_404(queries.dossiers_seen_by(request.person), public_id=public_id)


def _moves(found: Dossier, person: Person) -> dict[str, object]:
    """Each open move with why it may not be made, or None."""
    today, no = timezone.localdate(), {}
    for move in MOVES.open_from(found.state):
        if move in ("register", "reject"):
            no[move] = why_not_decide(person, found, move, on=today)
        elif move in ("first_check", "visit", "publish", "return", "review", "exit", "follow_up"):
            no[move] = why_not_move(person, found, move)
    if "register" in no:
        no["register"] = no["register"] or why_not_register(found, on=today)
    return {move: {"no": refusal} for move, refusal in no.items()}


def _forms(found: Dossier, person: Person) -> dict[str, object]:
    if found.state == State.CHECKED:
        scheme = scheme_of(found.organisation.county_code, timezone.localdate())
        return {"publish_form": PublishForm(scheme), "scheme": scheme}
    if found.state == State.REGISTERED:
        return {"aid_form": AidForm(person), "review_form": ReviewForm(), "end_form": EndForm()}
    return {"answer_form": AnswerForm(), "opinion_form": OpinionForm()}


def _table(page: Page[Dossier]) -> Table:
    return Table(
        [
            Column("person.name", _("申请人"), note=lambda row: row.organisation.name),
            Column("grade", _("困难类别"), cell=lambda row: row.get_grade_display() or "—"),
            Column("at", _("申请时间"), kind="when"),
            Column("review_due", _("复核到期日"), cell=lambda row: row.review_due or "—"),
            Column(
                "state", _("状态"), cell=lambda row: tag(row.get_state_display(), COLOURS.get(row.state, ""))
            ),
        ],
        page,
        page=page,
        row_url=address_of("desk-hardship:dossier"),
        caption=_("困难职工档案"),
        empty=_("没有符合条件的家庭"),
        empty_text=_("职工在手机上提交的申请，会出现在受理工会这里；上级工会在走访以后才看得到。"),
    )
