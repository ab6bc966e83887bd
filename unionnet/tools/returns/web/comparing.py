# SPDX-License-Identifier: Apache-2.0
"""Another system's export beside our figures: what differs leaves as a list, nothing is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.tools.returns.queries import Difference, differences_with
from unionnet.tools.returns.rules import SEE
from unionnet.tools.returns.values import in_sheet
from unionnet.tools.returns.web.finding import get_period, union_under

HEADS = (
    gettext_lazy("工会"),
    gettext_lazy("代码"),
    gettext_lazy("指标"),
    gettext_lazy("我们的数"),
    gettext_lazy("对方的数"),
    gettext_lazy("说明"),
)


class ComparisonForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("对方导出的表"),
        help_text=gettext_lazy("每个单位一行，写全称或统一社会信用代码；表头写指标的代码或名称"),
    )


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def comparison(request: MemberRequest, public_id: str) -> HttpResponseBase:
    period = get_period(request, public_id)
    under = union_under(request, period.form)
    form = ComparisonForm(request.POST or None, request.FILES or None)
    same = False
    if request.method == "POST" and form.is_valid():
        try:
            found = list(differences_with(period, under, excel.read_table(form.cleaned_data["file"])))
            if found:
                name = f"{period.form.title}-{period.key}-{_('差异')}"
                return excel.workbook(HEADS, (_line(each) for each in found), name=name)
            same = True
        except Refusal as no:
            form.add_error("file", str(no))
    context = {"period": period, "under": under, "form": form, "same": same}
    return render(request, "returns/comparison.html", context, status=422 if form.errors else 200)


def _line(each: Difference) -> list[Any]:
    figure = each.indicator
    if figure is None:
        return [each.unit, "", "", None, None, each.note]
    numbers = [in_sheet(figure, each.ours), in_sheet(figure, each.theirs)]
    return [each.unit, figure.code, figure.label, *numbers, each.note]
