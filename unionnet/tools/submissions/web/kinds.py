# SPDX-License-Identifier: Apache-2.0
"""The kinds there are, each with its steps, papers and clock; those an office makes for the unions below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.submissions.actions import change_kind, close_kind, make_kind
from unionnet.tools.submissions.models import Kind
from unionnet.tools.submissions.queries import kinds_seen_by, shown, versions_of
from unionnet.tools.submissions.rules import DEFINE, SEE, why_not_change_kind, why_not_terms
from unionnet.tools.submissions.web.kind_forms import KindForm, NewKindForm, written


@require_safe
@with_verb(SEE)
def kinds(request: MemberRequest) -> HttpResponse:
    words, with_closed = " ".join(request.GET.get("q", "").split())[:40], request.GET.get("closed") == "1"
    rows = kinds_seen_by(request.person)
    rows = rows.filter(name__contains=words) if words else rows
    page = Page.of(rows if with_closed else rows.filter(closed_at=None), request, order=("name", "id"))
    context = {
        "table": _table(page),
        "with_closed": with_closed,
        "may_define": request.person.may(DEFINE),
    }
    return render(request, "submissions/kinds.html", context)


def _table(page: Page[Kind]) -> Table:
    return Table(
        columns=[
            Column("name", _("类型"), cell=lambda row: row.label, note=_maker),
            Column("steps", _("办理步骤"), cell=lambda row: " → ".join(_labels(row))),
            Column("papers", _("材料"), cell=lambda row: len(row.papers) or "—"),
            Column("state", _("状态"), cell=_state),
        ],
        rows=page.rows,
        page=page,
        row_url=lambda row: reverse("desk-submissions:kind", args=[row.key]),
        empty=_("没有这样的类型"),
        empty_text=_("本会要求下级报送的事项，可以新建一个类型。"),
        caption=_("申报类型"),
    )


def _labels(kind: Kind) -> list[str]:
    names = [
        (True, _("报送")),
        (kind.is_recommended, _("推荐")),
        (kind.is_reviewed, _("审核")),
        (kind.notice_days, _("公示")),
        (True, _("批复")),
        (kind.recheck_months, _("定期复核")),
    ]
    return [label for holds, label in names if holds]


def _maker(kind: Kind) -> str:
    return kind.organisation.name if kind.organisation else _("系统规定")


def _state(kind: Kind) -> Any:
    if kind.closed_at:
        return tag(_("已停用"))
    return tag(_("第 %(n)s 版") % {"n": kind.version}, kind="ok") if kind.line else tag(_("在用"), kind="ok")


@require_safe
@with_verb(SEE)
def kind(request: MemberRequest, key: str) -> HttpResponse:
    found = _found(request, key)
    context = {
        "shown": shown(found, on=timezone.localdate()),
        "versions": versions_of(found)[:20],
        "state": _state(found),
        "no_change": why_not_change_kind(found, request.person),
    }
    return render(request, "submissions/kind.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(DEFINE)
def new(request: MemberRequest) -> HttpResponse:
    form = NewKindForm(request.person, request.POST or None)
    made = _saved(form, lambda: make_kind(form.organisation, form.terms(), by=request.person))
    if made:
        messages.success(request, _("已建立，下级工会现在可以报送。"))
        return redirect("desk-submissions:kind", made.key)
    return _form_page(request, form, form.organisation if form.is_valid() else None)


@require_http_methods(["GET", "POST"])
@with_verb(DEFINE)
def change(request: MemberRequest, key: str) -> HttpResponse:
    found = _found(request, key)
    if refusal := why_not_change_kind(found, request.person):
        raise refusal
    before = shown(found, on=timezone.localdate())
    form = KindForm(request.POST or None, initial=written(found, before.numbers))
    made = _saved(form, lambda: change_kind(found, form.terms(), by=request.person))
    if made:
        messages.success(request, _("已保存。"))
        return redirect("desk-submissions:kind", made.key)
    return _form_page(request, form, found.organisation if form.is_valid() else None, found)


@require_POST
@with_verb(DEFINE)
def close(request: MemberRequest, key: str) -> HttpResponse:
    close_kind(_found(request, key), by=request.person)
    messages.success(request, _("已停用，办理中的照常办完。"))
    return redirect("desk-submissions:kind", key)


def _saved(form: KindForm, save: Callable[[], Kind]) -> Kind | None:
    """The kind as it is from now on; None while the form is looked at first, or says why not."""
    if not form.is_valid() or form.wants_preview:
        return None
    try:
        return save()
    except Refusal as no:
        form.add_error(None, str(no))
        return None


def _form_page(
    request: MemberRequest, form: KindForm, office: Organisation | None, found: Kind | None = None
) -> HttpResponse:
    """The form, and with it what unions below would see."""
    preview = None
    if office:
        terms = form.terms()
        if refusal := why_not_terms(terms.fields()):
            form.add_error(None, str(refusal))
        else:
            preview = shown(
                Kind(organisation=office, **terms.fields()), on=timezone.localdate(), word=terms.word
            )
    context = {"form": form, "shown": preview, "found": found}
    return render(request, "submissions/kind_form.html", context, status=422 if form.errors else 200)


def _found(request: MemberRequest, key: str) -> Kind:
    return get_object_or_404(kinds_seen_by(request.person), key=key[:40])
