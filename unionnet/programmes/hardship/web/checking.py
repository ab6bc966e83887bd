# SPDX-License-Identifier: Apache-2.0
"""Lists for civil affairs: put together by one, let go by another, taken as a file, answered by a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import proved_again
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import answer_list, ask_list, let_go, take_list
from unionnet.programmes.hardship.models import CheckLine, CheckList
from unionnet.programmes.hardship.rules import MOST_ON_A_LIST, why_not_let_go
from unionnet.programmes.hardship.web.forms import AnswersForm, ListForm

MOST_ROWS = 12 * MOST_ON_A_LIST


@require_safe
@needs("hardship.approve")
def listed(request: MemberRequest) -> HttpResponse:
    page = Page.of(queries.check_lists_seen_by(request.person), request, order=("-id",))
    ready = queries.ready_for_check(request.person).count()
    context = {"table": _table(page), "ready": ready, "may_ask": request.person.may("hardship.handle")}
    return render(request, "hardship/checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("hardship.handle")
def new(request: MemberRequest) -> HttpResponse:
    """All that are ready; one may leave some out."""
    ready = list(queries.ready_for_check(request.person)[:MOST_ON_A_LIST])
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = set(request.POST.getlist("household"))
        chosen = [each for each in ready if each.public_id in wanted]
        made = ask_list(chosen, form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("名单已提出，等待另一位干部复核。"))
        return redirect("desk-hardship:check", made.public_id)
    context = {"form": form, "ready": ready}
    return render(request, "hardship/new_check.html", context, status=422 if form.errors else 200)


@require_safe
@needs("hardship.approve")
def check_list(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    context = {
        "listed": found,
        "lines": found.lines.select_related("dossier__person", "dossier__organisation").order_by("pk"),
        "refusal": why_not_let_go(request.person, found, on=timezone.localdate()),
        "may_take": request.person.pk in (found.asked_by_id, found.second_id),
        "form": AnswersForm(),
    }
    return render(request, "hardship/check.html", context)


@needs("hardship.approve")
@proved_again()
@require_POST
def let_it_go(request: MemberRequest, public_id: str) -> HttpResponse:
    let_go(_seen(request, public_id), by=request.person)
    messages.success(request, _("已放行，提出人可以下载。"))
    return redirect("desk-hardship:check", public_id)


@needs("hardship.approve")
@proved_again()
@require_POST
def taken(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Numbers in clear leave the house: by two hands, proved once more, and all on it can read that."""
    found = take_list(_seen(request, public_id), by=request.person)
    heads = [_("编号"), _("关系"), _("姓名"), _("身份证号"), _("核对结果"), _("说明")]
    lines = ([line.public_id, *who, "", ""] for line, *who in queries.households_on(found))
    mark = _("%(who)s 提出，%(second)s 复核，用途：%(why)s。请勿外传。") % {
        "who": found.asked_by.name,
        "second": found.second.name if found.second else "",
        "why": found.reason,
    }
    return excel.workbook(heads, lines, name=_("民政核对名单"), mark=mark)


@require_POST
@needs("hardship.handle")
def answered(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), AnswersForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("请选择民政答复的表格。"))
        return redirect("desk-hardship:check", public_id)
    answers = answers_in(excel.read_table(form.cleaned_data["file"], most=MOST_ROWS))
    fresh = answer_list(found, answers, by=request.person)
    messages.success(request, _("已读入 %(n)s 户的答复。") % {"n": fresh})
    return redirect("desk-hardship:check", public_id)


def answers_in(rows: list[list[str]]) -> dict[str, tuple[str, str]]:
    """The sheet that went out, filled in: line → (result, remark). Rows without a result are left for later;
    of the members of a household the first result that is not 相符 stands."""
    results = {str(label): value for value, label in CheckLine.Result.choices if value}
    head = next((n for n, row in enumerate(rows) if row and row[0].strip() == _("编号")), None)
    if head is None:
        raise Refusal("no_heads", _("没有找到表头“编号”，请用下载的名单填写。"))
    found: dict[str, tuple[str, str]] = {}
    for row in rows[head + 1 :]:
        key, _relation, _name, _number, said, remark = (*(cell.strip() for cell in row), *[""] * 6)[:6]
        if not said:
            continue
        if said not in results:
            raise Refusal("bad_result", _("核对结果请填：%(words)s。"), words="、".join(results))
        if key not in found or found[key][0] == CheckLine.Result.MATCHES:
            found[key] = (results[said], remark)
    return found


def _table(page: Page[CheckList]) -> Table:
    return Table(
        [
            Column("at", _("提出时间"), kind="when", note=lambda row: row.reason),
            Column("asked_by.name", _("提出人")),
            Column("size", _("户数"), kind="num"),
            Column("waiting", _("待答复"), kind="num"),
            Column("second", _("复核"), cell=_second),
        ],
        page,
        page=page,
        row_url=address_of("desk-hardship:check"),
        caption=_("民政核对名单"),
        empty=_("还没有核对名单"),
        empty_text=_("入户走访过的家庭，一起列成名单，两个人放行后交民政核对。"),
    )


def _second(row: CheckList) -> str:
    return str(tag(row.second.name, "ok") if row.second else tag(_("待另一人复核"), "due"))


def _seen(request: MemberRequest, public_id: str) -> CheckList:
    return get_object_or_404(queries.check_lists_seen_by(request.person), public_id=public_id)
