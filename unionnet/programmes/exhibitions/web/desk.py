# SPDX-License-Identifier: Apache-2.0
"""Exhibitions on the desk: plan one, hang its works, publish it, see how many came."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui import excel, paper
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.exhibitions import actions
from unionnet.programmes.exhibitions.models import Asking, Exhibition, Work
from unionnet.programmes.exhibitions.queries import (
    asking_about,
    shows_seen_by,
    turnout_of,
    with_visits,
    works_of,
    works_seen_by,
    works_shown_in,
)
from unionnet.programmes.exhibitions.rules import MANAGE, SEE, why_not_change, why_not_publish
from unionnet.programmes.exhibitions.web import tables
from unionnet.programmes.exhibitions.web.forms import NewShowForm, OldWorkForm, ReasonForm, ShowForm, WorkForm

SHOWN_DAYS = 31
SHOW_FIELDS = tuple(ShowForm.base_fields)
WORK_FIELDS = tuple(name for name in WorkForm.base_fields if name != "picture")


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    words, today = one_line(request.GET.get("q", ""), 40), local_date(database_now())
    rows = with_visits(shows_seen_by(request.person))
    rows = rows.filter(title__contains=words) if words else rows
    table = tables.shows(Page.of(rows, request, order=("-id",)), today)
    context = {"table": table, "words": words, "may_manage": request.person.may(MANAGE)}
    return render(request, "exhibitions/desk_list.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def new(request: MemberRequest) -> HttpResponse:
    form = NewShowForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.plan_show(form.cleaned_data["union"], form.terms, by=request.person)
        messages.success(request, _("展览已建好，接着加作品。"))
        return redirect("desk-exhibitions:show", made.public_id)
    return _asked(request, form, _("新建展览"), reverse("desk-exhibitions:list"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    found, today = _seen(request, public_id), local_date(database_now())
    works = list(works_of(found).select_related("small"))
    shown = sum(1 for each in works if each.agreed_on and not each.taken_down_at)
    turnout = turnout_of(found)
    context = {
        "show": found,
        "stage": tables.stage(found, today),
        "works": [(each, tables.work_stage(each)) for each in works],
        "shown": shown,
        "turnout": turnout,
        "days": turnout.days[:SHOWN_DAYS],
        "refusal": why_not_change(found, request.person),
        "why_not_publish": why_not_publish(found, shown, request.person, today),
        "reason_form": ReasonForm(),
    }
    return render(request, "exhibitions/desk_show.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    if no := why_not_change(found, request.person):
        raise no
    form = ShowForm(request.POST or None, initial={name: getattr(found, name) for name in SHOW_FIELDS})
    if request.method == "POST" and form.is_valid():
        actions.change_show(found, form.terms, by=request.person)
        return redirect("desk-exhibitions:show", public_id)
    return _asked(request, form, found.title, reverse("desk-exhibitions:show", args=[public_id]))


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def new_work(request: MemberRequest, public_id: str) -> HttpResponse:
    """One after the other: the empty form comes back."""
    found = _seen(request, public_id)
    if no := why_not_change(found, request.person):
        raise no
    form = WorkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.put_work(found, form.terms, form.cleaned_data["picture"], by=request.person)
            messages.success(request, _("已加上《%(title)s》，可以接着加下一件。") % {"title": made.title})
            return redirect("desk-exhibitions:work-new", public_id)
        except Refusal as no:
            form.add_error(None, str(no))
    return _asked(request, form, _("加一件作品"), reverse("desk-exhibitions:show", args=[public_id]))


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def work(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _work(request, public_id)
    if no := why_not_change(found.exhibition, request.person):
        raise no
    initial = {name: getattr(found, name) for name in WORK_FIELDS}
    asked = asking_about(found)
    given = (request.POST or None, request.FILES or None)
    form = OldWorkForm(*given, initial=initial, is_asked=asked is not None)
    back = reverse("desk-exhibitions:show", args=[found.exhibition.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_work(found, form.terms, form.cleaned_data["picture"], by=request.person)
            return redirect(back)
        except Refusal as no:
            form.add_error("picture", str(no))
    return _asked(request, form, found.title, back, found, asked)


@require_POST
@with_verb(MANAGE)
def ask_author(request: MemberRequest, public_id: str) -> HttpResponse:
    """The author by card number: they answer on their own phone."""
    found = _work(request, public_id)
    author = member_by_card(one_line(request.POST.get("card", ""), 40))
    if author is None:
        messages.error(request, _("没有找到这位会员，请核对会员证号。"))
    else:
        actions.ask_author(found, author, by=request.person)
        messages.success(request, _("已发给作者，作者在手机上答复。"))
    return redirect("desk-exhibitions:work", public_id)


@require_POST
@with_verb(MANAGE)
def take_down_work(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _work(request, public_id)
    actions.take_down_work(found, request.POST.get("reason", ""), by=request.person)
    messages.success(request, _("已撤下，手机上不再显示。"))
    return redirect("desk-exhibitions:show", found.exhibition.public_id)


@require_POST
@with_verb(MANAGE)
def publish(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.publish(_seen(request, public_id), by=request.person)
    messages.success(request, _("已发布。开展之日起会员在手机上可以看。"))
    return redirect("desk-exhibitions:show", public_id)


@require_POST
@with_verb(MANAGE)
def take_down(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.take_down(_seen(request, public_id), request.POST.get("reason", ""), by=request.person)
    messages.success(request, _("已撤展。"))
    return redirect("desk-exhibitions:show", public_id)


@require_safe
@with_verb(SEE)
def labels(request: MemberRequest, public_id: str) -> HttpResponse:
    """A label for each work to hang beside it, with a code that opens it on the phone."""
    found = _seen(request, public_id)
    works = [(each, _link(found, each)) for each in works_shown_in(found)]
    try:
        made = paper.pdf("exhibitions/labels.html", {"show": found, "works": works})
    except paper.MissingPango as missing:
        raise Refusal("no_pdf", str(missing)) from missing
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return answer


@require_safe
@with_verb(SEE)
def export(request: MemberRequest, public_id: str) -> FileResponse:
    found = _seen(request, public_id)
    return excel.workbook(
        tables.WORK_HEADS, tables.lines_of(works_of(found), turnout_of(found)), name=found.title
    )


def _link(found: Exhibition, work: Work) -> str:
    address = reverse("exhibitions:work", args=[found.public_id, work.public_id])
    return f"{settings.UNIONNET_PUBLIC_URL}{address}"


def _asked(
    request: MemberRequest,
    form: Any,
    title: str,
    back: str,
    work: Work | None = None,
    asking: Asking | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "work": work, "asking": asking}
    return render(request, "exhibitions/desk_form.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, public_id: str) -> Exhibition:
    return get_object_or_404(shows_seen_by(request.person), public_id=public_id)


def _work(request: MemberRequest, public_id: str) -> Work:
    return get_object_or_404(works_seen_by(request.person), public_id=public_id)
