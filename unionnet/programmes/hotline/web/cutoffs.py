# SPDX-License-Identifier: Apache-2.0
"""Frozen reports: made once, read and taken along, altered never."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import DASH, fullday, moment, qty
from unionnet.programmes.hotline.actions import make_cutoff
from unionnet.programmes.hotline.models import CutOff
from unionnet.programmes.hotline.queries import Sheet, cutoffs_seen_by, sheet_of
from unionnet.programmes.hotline.queries.cutoffs import Numbers, Part
from unionnet.programmes.hotline.rules import MANAGE, SEE
from unionnet.programmes.hotline.web.forms import CutOffForm
from unionnet.programmes.hotline.web.tabs import tabs_at

# name, numerator, denominator (HL-08); the two 办结 rates never stand for one another
RATES = (
    (gettext_lazy("办结率（已办结 ÷ 应办结）"), "closed", "due"),
    (gettext_lazy("办结受理比（已办结 ÷ 受理）"), "closed", "accepted"),
    (gettext_lazy("按期办结率（按期办结 ÷ 应办结）"), "closed_in_time", "due"),
    (gettext_lazy("满意率（满意 ÷ 有效回访）"), "satisfied", "callbacks"),
)
COUNTS = (
    (gettext_lazy("受理（件）"), "accepted"),
    (gettext_lazy("已办结"), "closed"),
    (gettext_lazy("按期办结"), "closed_in_time"),
    (gettext_lazy("超期未办结"), "overdue"),
    (gettext_lazy("暂停计时"), "paused"),
    (gettext_lazy("未到期"), "not_due"),
    (gettext_lazy("转出或终止"), "left"),
    (gettext_lazy("有效回访"), "callbacks"),
    (gettext_lazy("满意"), "satisfied"),
)


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    today = local_date(database_now())
    last = today.replace(day=1) - timedelta(days=1)
    begin = {"since": last.replace(day=1), "last": last}
    form = CutOffForm(request.person, request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = make_cutoff(said["union"], said["since"], said["last"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("报表已出，内容不再改动。"))
            return redirect("desk-hotline:cutoff", made.public_id)
    page = Page.of(cutoffs_seen_by(request.person), request, order=("-until", "-id"))
    context = {
        "tabs": tabs_at("cutoffs"),
        "form": form,
        "table": _list(page),
        "may_make": request.person.may(MANAGE),
    }
    return render(request, "hotline/cutoffs.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    cutoff = _seen(request, public_id)
    sheet = sheet_of(cutoff)
    context = {
        "cutoff": cutoff,
        "sheet": sheet,
        "rates": [(label, *_rate(sheet.own, part, of)) for label, part, of in RATES],
        "kinds": _table(sheet.kinds, _("类型和类别"), cutoff),
        "units": _table(sheet.units, _("办理单位"), cutoff) if sheet.units else None,
    }
    return render(request, "hotline/cutoff.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest, public_id: str) -> FileResponse:
    cutoff = _seen(request, public_id)
    heads = [_("哪些工单"), *(str(label) for label, _name in COUNTS), _("应办结")]
    heads += [str(label) for label, _part, _of in RATES]
    name = _("%(union)s热线截止报表") % {"union": cutoff.organisation.name}
    return excel.workbook(heads, _lines(cutoff, sheet_of(cutoff)), name=name)


def _seen(request: MemberRequest, public_id: str) -> CutOff:
    return get_object_or_404(cutoffs_seen_by(request.person), public_id=public_id)


def _rate(numbers: Numbers, part: str, of: str) -> tuple[str, str]:
    """97.14%, and 68 / 70 beneath. Two decimals: a report is compared with the one on paper."""
    numerator, denominator = getattr(numbers, part), getattr(numbers, of)
    both = f"{qty(numerator)} / {qty(denominator)}"
    if not denominator:
        return DASH, both
    rate = (Decimal(numerator) * 100 / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rate}%", both


def _table(parts: list[Part], label: str, cutoff: CutOff) -> Table:
    counts = [Column(f"numbers.{name}", head, kind="num") for head, name in COUNTS]
    export = reverse("desk-hotline:cutoff_export", args=[cutoff.public_id])
    first = Column("label", label, note=lambda part: part.note)
    return Table([first, *counts], parts, export=export, empty=_("本会没有热线工单"), caption=label)


def _list(page: Page[CutOff]) -> Table:
    columns = (
        Column("organisation.name", _("工会")),
        Column("since", _("从哪天收到的"), cell=lambda row: fullday(row.since)),
        Column("until", _("截止时间"), cell=lambda row: moment(row.until)),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("还没有出过报表"),
        empty_text=_("报表按截止时间冻结，之后办结的不会改它。"),
        row_url=address_of("desk-hotline:cutoff"),
        caption=_("截止报表"),
    )


def _lines(cutoff: CutOff, sheet: Sheet) -> Iterator[list[Any]]:
    own = Part(cutoff.organisation.name, sheet.own)
    for part in (own, *sheet.kinds, *sheet.units):
        label = f"{part.label} · {part.note}" if part.note else part.label
        counts = [getattr(part.numbers, name) for _head, name in COUNTS]
        rates = [_rate(part.numbers, top, of)[0] for _label, top, of in RATES]
        yield [label, *counts, part.numbers.due, *rates]
