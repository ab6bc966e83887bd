# SPDX-License-Identifier: Apache-2.0
"""The desk's registers: members, one person, posts, printed codes, and checking a card."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards, queries
from unionnet.directory.people.actions import (
    ask_posts,
    make_join_code,
    open_field,
)
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Opening
from unionnet.directory.people.rules import ending_by, why_not_complete
from unionnet.directory.people.web import tables
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.directory.people.web.forms import (
    ENDING,
    CodeMakingForm,
    EndForm,
    FilterForm,
    OpenForm,
    RoleForm,
)
from unionnet.directory.people.web.narrowing import narrowed
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import workbook
from unionnet.foundation.ui.pages import Page


@with_verb("people.see")
@require_safe
def members(request: MemberRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = Page.of(narrowed(request), request, order=("-id",), size=50)
    export = f"export?{request.GET.urlencode()}" if request.may("people.export") else ""  # type: ignore[attr-defined]
    ending = ending_by(queries.today()) if request.GET.get("details") == ENDING else None
    table = tables.members(page, export, shows_ending=ending is not None)
    context = {"form": form, "table": table, "may_export": bool(export), "ending": ending}
    return render(request, "people/desk/members.html", context)


@with_verb("people.see")
@require_safe
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.people_seen_by(request.person), public_id=public_id)
    memberships = list(queries.memberships_of(found))
    reach = request.person.reach("people.see")
    context = {
        "found": found,
        "memberships": memberships,
        "own": next((each for each in memberships if each.is_member), None),
        "within": [each.pk for each in memberships if reach.covers(each.organisation.path)],
        "posts": queries.roles_of(found, queries.today()),
        "openings": queries.openings_about(found)[:10],
        "form": OpenForm(initial={"field": "mobile"}),
        "may_complete": why_not_complete(request.person, found) is None,
    }
    return render(request, "people/desk/person.html", context)


@with_verb("people.open_field")
@require_POST
@never_cache
def open_one(request: MemberRequest, public_id: str) -> HttpResponse:
    """The clear value, once, on a page that is not kept."""
    found = get_object_or_404(
        queries.people_seen_by(request.person, "people.open_field"), public_id=public_id
    )
    form = OpenForm(request.POST)
    if not form.is_valid():
        raise Refusal("no_reason", _("请写明查看理由，至少 4 个字；本人可以看到是谁、为什么看的。"))
    value = open_field(found, form.cleaned_data["field"], form.cleaned_data["reason"], by=request.person)
    label = Opening.Field(form.cleaned_data["field"]).label
    context = {"found": found, "value": value, "label": label}
    return render(request, "people/desk/opened.html", context)


@with_verb("people.see")
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: MemberRequest) -> HttpResponse:
    """Printed codes and what each brought (S2-19)."""
    form = CodeMakingForm(request.POST or None, unions=queries.unions_reached_by(request.person))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        make_join_code(given.pop("organisation"), by=request.person, **given)
        return redirect("desk-people:codes")
    since, until = _period(request)
    reports = queries.join_report(request.person, since=since, until=until)
    context = {
        "table": tables.codes(reports),
        "form": form,
        "since": since,
        "until": until,
        "total": _total(reports),
    }
    return render(request, "people/desk/codes.html", context)


def _period(request: MemberRequest) -> tuple[date | None, date | None]:
    def day(name: str) -> date | None:
        try:
            return parse_date(request.GET.get(name, "")[:10])
        except ValueError:
            return None

    return day("since"), day("until")


def _total(reports: list[queries.CodeReport]) -> dict[str, int]:
    return {
        name: sum(getattr(report, name) for report in reports)
        for name in ("applied", "active", "waiting", "refused")
    }


@with_verb("people.see")
@require_safe
def codes_export(request: MemberRequest) -> FileResponse:
    since, until = _period(request)
    reports = queries.join_report(request.person, since=since, until=until)
    return workbook(
        tables.code_heads(), [tables.code_line(report) for report in reports], name=_("入会渠道报表")
    )


@with_verb("desk.open")
@never_cache
def verify(request: MemberRequest) -> HttpResponse:
    """Check a card: here by the server, in the browser also without a network."""
    token, found, refusal = request.POST.get("token", "")[:2000], None, None
    if request.method == "POST":
        try:
            found = queries.holder(cards.verify(token), request.person)
        except Refusal as no:
            refusal = no
    context = {
        "found": found,
        "refusal": refusal,
        "key": cards.public_key(),
        "asked": request.method == "POST",
    }
    return render(request, "people/desk/verify.html", context)


@with_verb("people.grant_roles")
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: MemberRequest) -> HttpResponse:
    unions = queries.unions_reached_by(request.person, "people.grant_roles")
    form = RoleForm(request.POST or None, unions=unions, initial={"since": queries.today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        holder = queries.member_by_card(given["card_no"])
        if holder is None:
            form.add_error("card_no", _("没有这个会员证号的会员。"))
        else:
            union = given["organisation"]
            terms = (given["name"], given["title"], given["since"], given["until"])
            return _asked(request, union, Change(holder, union, *terms), given["reason"])
    page = Page.of(queries.roles_seen_by(request.person), request, order=("id",), size=50)
    context = {"page": page, "form": form, "today": queries.today()}
    return render(request, "people/desk/roles.html", context | {"alone": queries.is_alone(request.person)})


def _asked(request: MemberRequest, union: Organisation, change: Change, reason: str) -> HttpResponse:
    asked = ask_posts(union, [change], reason, by=request.person)
    messages.success(request, _("已提出，待另一位安全管理员复核后生效。"))
    return redirect("desk-people:countersigning", asked.public_id)


@with_verb("people.grant_roles")
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Propose the last day of a post."""
    role = get_object_or_404(queries.roles_seen_by(request.person), pk=pk, lent_by=None)
    form = EndForm(request.POST or None, initial={"until": queries.today()})
    if request.method == "POST" and form.is_valid():
        change = Change.end_of(role, form.cleaned_data["until"])
        return _asked(request, role.organisation, change, form.cleaned_data["reason"])
    return render(request, "people/desk/end.html", {"form": form, "role": role})
