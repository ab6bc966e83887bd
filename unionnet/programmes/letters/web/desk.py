# SPDX-License-Identifier: Apache-2.0
"""The register of the letters, one letter, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui import letter as letter_paper
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.letters import queries
from unionnet.programmes.letters.actions import answer, deliver, go_on, settle, write
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.papers import paper_of
from unionnet.programmes.letters.rules import (
    HANDLE,
    NEXT,
    SEE,
    Kind,
    term_of,
    why_not_answer,
    why_not_deliver,
    why_not_next,
    why_not_settle,
)
from unionnet.programmes.letters.web.forms import AnswerForm, DeliveryForm, NewForm, NextForm
from unionnet.programmes.letters.web.tables import (
    EXPORTED,
    export_row,
    letters_table,
    standing_tag,
    state_tag,
)
from unionnet.tools.casework.beside import links_for
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import cases_seen_by
from unionnet.tools.casework.web.tables import day_of

MOST_LINES = 50_000


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    now, rows = database_now(), queries.letters_seen_by(request.person)
    page = Page.of(_asked(request, rows), request, order=("-id",))
    context = {
        "table": letters_table(page, request.GET, now),
        "counts": queries.counts_of(rows, now),
        "kinds": Kind.choices,
        "may_write": request.person.may(HANDLE),
    }
    return render(request, "letters/list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> HttpResponseBase:
    now = database_now()
    rows = excel.whole(_asked(request, queries.letters_seen_by(request.person)).order_by("id"), MOST_LINES)
    return excel.workbook(EXPORTED, (export_row(row, now) for row in rows), name=_("一函两书台账"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    begin = {"employer": request.GET.get("employer", "")[:18]}
    case = _case(request)
    if case is not None:
        begin["union"] = case.holder.name
    form = NewForm(request.person, request.POST or None, initial=begin)
    if form.is_valid():
        said = form.cleaned_data
        try:
            written = write(
                said["union"], said["employer"], form.draft, case=case, key=said["key"], by=request.person
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return _to_deliver(request, written)
    context = {"form": form, "title": _("发提示函"), "case": case}
    return render(request, "letters/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def following(request: MemberRequest, public_id: str) -> HttpResponse:
    """The next paper, with what the one before said to begin with."""
    before = _seen(request, public_id)
    if no := why_not_next(before, request.person, database_now()):
        raise no
    kind, unions = NEXT[Kind(before.kind)], queries.unions_above(before, request.person)
    begin = {"problem": before.problem, "demand": before.demand}
    begin["investigators"] = "\n".join(before.investigators)
    form = NextForm(request.person, kind, unions, request.POST or None, initial=begin)
    if form.is_valid():
        try:
            written = go_on(before, form.cleaned_data["union"], form.draft, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return _to_deliver(request, written)
    context = {"form": form, "title": kind.label, "before": before}
    return render(request, "letters/form.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    letter, now, by = _seen(request, public_id), database_now(), request.person
    chain = queries.chain_of(letter, by)
    is_last = letter == chain[-1] and by.may(HANDLE, letter.organisation.path)
    not_next = why_not_next(letter, by, now)
    context: dict[str, Any] = {
        "letter": letter,
        "state": state_tag(letter),
        "standing": standing_tag(letter, now),
        "due": day_of(letter.due_at) if letter.due_at else "",
        "term": term_of(letter, letter.at),
        "chain": [(each, state_tag(each)) for each in chain],
        "address": _address(request, letter) if letter.kind != Kind.PROPOSAL else "",
        "may_deliver": why_not_deliver(letter, by) is None,
        "may_answer": why_not_answer(letter, by) is None,
        "may_settle": why_not_settle(letter, by) is None,
        "next": NEXT.get(Kind(letter.kind)) if is_last and not_next is None else None,
        "beside": _beside(letter, chain, by),
        "delivery": DeliveryForm(),
        "answer": AnswerForm(),
    }
    return render(request, "letters/letter.html", context)


@require_POST
@with_verb(HANDLE)
def delivery(request: MemberRequest, public_id: str) -> HttpResponse:
    deliver(_seen(request, public_id), request.POST.get("receipt", ""), by=request.person)
    messages.success(request, _("已送达，答复期限开始计算。"))
    return redirect("desk-letters:letter", public_id)


@require_POST
@with_verb(HANDLE)
def answered(request: MemberRequest, public_id: str) -> HttpResponse:
    """Came on paper, and is written down here."""
    letter, form = _seen(request, public_id), AnswerForm(request.POST)
    if not form.is_valid():
        raise Refusal("no_answer", _("请写明答复内容。"))
    answer(letter, form.cleaned_data["kind"], form.cleaned_data["words"], by=request.person)
    messages.success(request, _("已登记答复。"))
    return redirect("desk-letters:letter", public_id)


@require_POST
@with_verb(HANDLE)
def settlement(request: MemberRequest, public_id: str) -> HttpResponse:
    settle(_seen(request, public_id), is_mended=request.POST.get("mended") == "1", by=request.person)
    messages.success(request, _("已登记核实结果。"))
    return redirect("desk-letters:letter", public_id)


@require_safe
@with_verb(SEE)
def paper(request: MemberRequest, public_id: str, ending: str) -> HttpResponse:
    """To be stamped: `docx` to edit, `pdf` to print."""
    if ending not in ("docx", "pdf"):
        raise Http404
    letter = _seen(request, public_id)
    name = f"{letter.get_kind_display()}-{letter.employer.name}"
    return letter_paper.answer(paper_of(letter, _address(request, letter)), ending, name)


def _to_deliver(request: MemberRequest, letter: Letter) -> HttpResponse:
    messages.success(request, _("拟稿已保存。下载盖章、送达以后，在这里登记送达。"))
    return redirect("desk-letters:letter", letter.public_id)


def _beside(letter: Letter, chain: list[Letter], by: Person) -> list[tuple[Any, str, str]]:
    """What others keep about the case it comes from, for whoever sees that case."""
    case = cases_seen_by(by).filter(pk=letter.case_id).first()
    own = {reverse("desk-letters:letter", args=[each.public_id]) for each in chain}
    return [link for link in links_for(case, by) if link[1] not in own] if case else []


def _seen(request: MemberRequest, public_id: str) -> Letter:
    return get_object_or_404(queries.letters_seen_by(request.person), public_id=public_id)


def _case(request: MemberRequest) -> Case | None:
    """The case it comes from, if the officer sees it."""
    return cases_seen_by(request.person).filter(public_id=request.GET.get("case", "")[:12]).first()


def _address(request: MemberRequest, letter: Letter) -> str:
    return request.build_absolute_uri(reverse("letters:answer", args=[queries.answer_key(letter)]))


def _asked(request: MemberRequest, rows: QuerySet[Letter]) -> QuerySet[Letter]:
    late_at = database_now() if request.GET.get("late") == "1" else None
    return queries.found_in(rows, kind=request.GET.get("kind", ""), late_at=late_at)
