# SPDX-License-Identifier: Apache-2.0
"""Draws of gifts on the desk: open one, watch it, cancel, publish, draw from the list."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.benefits.actions import cancel_raffle, draw_list, freeze_list, open_raffle, publish_raffle
from unionnet.tools.benefits.models import Raffle
from unionnet.tools.benefits.queries.raffles import found_raffles, raffles_seen_by, turnout_of, wins_in
from unionnet.tools.benefits.raffle_rules import why_not_manage_raffle
from unionnet.tools.benefits.web import raffle_tables as tables
from unionnet.tools.benefits.web.raffle_forms import CancelForm, PrizeLines, RaffleForm, WordForm

EXPORTED = 50_000


@require_safe
@needs("benefits.see")
def listed(request: MemberRequest) -> HttpResponse:
    words = clean(request.GET.get("q", ""))
    page = Page.of(found_raffles(raffles_seen_by(request.person), words), request, order=("-opens_at", "-id"))
    context = {"table": tables.raffles(page, database_now()), "words": words}
    return render(request, "benefits/desk_raffles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = RaffleForm(request.person, request.POST or None)
    lines = PrizeLines(request.POST or None, prefix="prize", form_kwargs={"person": request.person})
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        prizes = [line.terms for line in lines if line.cleaned_data]
        try:
            made = open_raffle(
                form.cleaned_data["union"],
                form.terms,
                prizes,
                key=form.cleaned_data["key"],
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("抽奖已建好，种子和奖品表的摘要已经公布。"))
            return redirect("desk-benefits:raffle", made.public_id)
    context = {"form": form, "lines": lines}
    return render(
        request,
        "benefits/desk_raffle_form.html",
        context,
        status=422 if form.errors or lines.errors and any(lines.errors) else 200,
    )


@require_safe
@needs("benefits.see")
def raffle(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    wins = Page.of(wins_in(found), request, order=("id",))
    context = {
        "raffle": found,
        "stage": found.stage_at(database_now()),
        "prizes": found.prizes.select_related("benefit").order_by("rank"),
        "turnout": turnout_of(found),
        "table": tables.wins(wins),
        "refusal": why_not_manage_raffle(request.person, found),
        "cancel_form": CancelForm(),
        "word_form": WordForm(),
        "scan": settings.UNIONNET_PUBLIC_URL + reverse("benefits:raffle", args=[public_id]),
    }
    return render(request, "benefits/desk_raffle.html", context)


@require_safe
@needs("benefits.manage")
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Who won, with names: the journal says who took the list away."""
    found = _seen(request, public_id)
    rows = excel.whole(wins_in(found).order_by("pk"), EXPORTED)
    note_export([row.person_id for row in rows], by=request.person, what=found.title)
    return excel.workbook(*tables.win_lines(rows), name=_("中奖名单 %(title)s") % {"title": found.title})


@require_POST
@needs("benefits.manage")
def cancelled(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), CancelForm(request.POST)
    cancel_raffle(found, form.cleaned_data["reason"] if form.is_valid() else "", by=request.person)
    messages.success(request, _("抽奖已取消，已经中奖的仍可领取。"))
    return redirect("desk-benefits:raffle", public_id)


@require_POST
@needs("benefits.manage")
def opened(request: MemberRequest, public_id: str) -> HttpResponse:
    """Publish the seed and the list of an instant draw."""
    publish_raffle(_seen(request, public_id), by=request.person)
    messages.success(request, _("种子和名单已公布，任何人都可以复算。"))
    return redirect("desk-benefits:raffle", public_id)


@require_POST
@needs("benefits.manage")
def frozen(request: MemberRequest, public_id: str) -> HttpResponse:
    freeze_list(_seen(request, public_id), by=request.person)
    messages.success(request, _("名册已公布，可以抽签了。"))
    return redirect("desk-benefits:raffle", public_id)


@require_POST
@needs("benefits.manage")
def drawn(request: MemberRequest, public_id: str) -> HttpResponse:
    form = WordForm(request.POST)
    word = form.cleaned_data["public_word"] if form.is_valid() else ""
    draw_list(_seen(request, public_id), by=request.person, public_word=word)
    messages.success(request, _("已抽签，结果和种子已公布。"))
    return redirect("desk-benefits:raffle", public_id)


def _seen(request: MemberRequest, public_id: str) -> Raffle:
    return get_object_or_404(raffles_seen_by(request.person), public_id=public_id)
