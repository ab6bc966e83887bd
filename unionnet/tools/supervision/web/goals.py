# SPDX-License-Identifier: Apache-2.0
"""The tree of goals, report cards, and how the office works."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.supervision.actions import change_goal, load_recipe, make_card, make_goal, set_office
from unionnet.tools.supervision.queries.cards import cards_seen_by, lines_of
from unionnet.tools.supervision.queries.colours import scheme_ruling
from unionnet.tools.supervision.queries.goals import flat, goals_seen_by, tree_of, unions_with_goals
from unionnet.tools.supervision.queries.seeing import office_of, offices_managed_by
from unionnet.tools.supervision.reading import all_recipes
from unionnet.tools.supervision.rules import MANAGE, SEE
from unionnet.tools.supervision.web.finding import office_asked, say_errors
from unionnet.tools.supervision.web.forms import CardForm, GoalForm, OfficeForm
from unionnet.tools.supervision.web.tables import CARD_HEADS, card_lines, cards_table


@require_safe
@with_verb(SEE)
def tree(request: MemberRequest) -> HttpResponse:
    """Of one union at a time: the one asked for, else the first that has any."""
    unions = list(unions_with_goals(request.person)[:50])
    own = list(offices_managed_by(request.person)[:1])
    asked = request.GET.get("union", "")
    shown = next((each for each in unions if each.public_id == asked), None) or next(iter(unions + own), None)
    manages = shown is not None and request.person.may(MANAGE, shown.path)
    context = {
        "unions": unions,
        "shown": shown,
        "nodes": flat(tree_of(request.person, shown.pk, timezone.localdate())) if shown else [],
        "may_manage": manages,
        "form": GoalForm(shown) if shown and manages else None,
        "recipes": all_recipes().values() if manages else (),
    }
    return render(request, "supervision/goals.html", context)


@require_POST
@with_verb(MANAGE)
def new_goal(request: MemberRequest) -> HttpResponse:
    office = office_asked(request)
    form = GoalForm(office, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        make_goal(office, said["title"], parent=said["parent"], weight=said["weight"], by=request.person)
        messages.success(request, _("已保存。"))
    say_errors(request, form)
    return redirect("desk-supervision:goals")


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(MANAGE)
def goal(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(goals_seen_by(request.person), public_id=public_id)
    initial = {"title": found.title, "weight": found.weight, "is_closed": found.closed_at is not None}
    form = GoalForm(found.organisation, request.POST or None, initial=initial)
    del form.fields["parent"]
    if form.is_valid():
        said = form.cleaned_data
        change_goal(found, said["title"], said["weight"], is_closed=said["is_closed"], by=request.person)
        return redirect("desk-supervision:goals")
    context = {"form": form, "goal": found}
    return render(request, "supervision/goal.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(MANAGE)
def recipe(request: MemberRequest, key: str) -> HttpResponse:
    found = all_recipes().get(key)
    if found is None:
        raise Http404
    new = load_recipe(office_asked(request), found, by=request.person)
    messages.success(request, _("已载入 %(n)s 项。") % {"n": new})
    return redirect("desk-supervision:goals" if found.nodes else "desk-supervision:list")


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(SEE)
def cards(request: MemberRequest) -> HttpResponse:
    form, may = CardForm(request.POST or None), request.person.may(MANAGE)
    if may and form.is_valid():
        said = form.cleaned_data
        try:
            made = make_card(office_asked(request), said["title"], said["cut_off"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-supervision:card", made.public_id)
    page = Page.of(cards_seen_by(request.person), request, order=("-id",))
    ruling = rule("SV-07.score", on=timezone.localdate())
    context = {"table": cards_table(page), "form": form if may else None, "ruling": ruling.citation}
    return render(request, "supervision/cards.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def card(request: MemberRequest, public_id: str) -> HttpResponse:
    """`?print=1` gives the sheet to hang up."""
    found = get_object_or_404(cards_seen_by(request.person), public_id=public_id)
    ruling = rule("SV-07.score", on=found.cut_off)
    context = {"card": found, "lines": lines_of(found), "ruling": ruling.citation, "terms": ruling.value}
    page = "card_sheet" if "print" in request.GET else "card"
    return render(request, f"supervision/{page}.html", context)


@require_safe
@with_verb(SEE)
def card_export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(cards_seen_by(request.person), public_id=public_id)
    return excel.workbook(CARD_HEADS, card_lines(lines_of(found)), name=found.title)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(MANAGE)
def office(request: MemberRequest) -> HttpResponse:
    union = office_asked(request)
    found = office_of(union)
    scheme = found.scheme if found else "three"
    rows = [f"{each.person.name}，{each.get_place_display()}" for each in found.group.all()] if found else []
    form = OfficeForm(union, request.POST or None, initial={"scheme": scheme, "group": "\n".join(rows)})
    if form.is_valid():
        try:
            set_office(union, form.cleaned_data["scheme"], form.cleaned_data["group"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk-supervision:office")
    ruling = scheme_ruling(scheme, timezone.localdate())
    context = {"form": form, "union": union, "ruling": ruling.citation}
    return render(request, "supervision/office.html", context, status=422 if form.errors else 200)
