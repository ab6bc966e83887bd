# SPDX-License-Identifier: Apache-2.0
"""“我还来得及吗”: for anybody, without account; days in, days out, nothing kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.tags.words import fullday
from unionnet.programmes.mediation.limits import WAGES, Story, inspected_until, limit_of, stages_of
from unionnet.programmes.mediation.web.forms import LimitsForm

STAGES = {
    "accept": gettext_lazy("仲裁委员会决定是否受理"),
    "serve": gettext_lazy("申请书送到单位"),
    "answer": gettext_lazy("单位提交答辩书"),
    "award": gettext_lazy("作出裁决"),
    "award_longer": gettext_lazy("案情复杂、经批准延长的，作出裁决"),
    "court": gettext_lazy("不服裁决的，向法院起诉（收到裁决书之日起算）"),
}
SHOWN = ("limit", "wages", "interruption", "where")


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    today = local_date(database_now())
    form = LimitsForm(request.GET if "known_on" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _answer(form.story, today)
    return render(request, "mediation/limits.html", context, status=422 if form.errors else 200)


def _answer(story: Story, today: date) -> dict[str, Any]:
    rules = {name: rule(f"DM-04.{name}", on=today) for name in SHOWN}
    about = "wages" if story.about == WAGES else "limit"
    limit = limit_of(story, int(rules[about].value["years"]))
    inspection = rule("DM-07.limit", on=today)
    looked_at = (
        None if story.is_open_ended else inspected_until(story.known_on, int(inspection.value["years"]))
    )
    left = limit.left(today)
    return {
        "limit": limit,
        "restarted": fullday(limit.restarts[-1]) if limit.restarts else "",
        "kind": _kind(left, rule("DM-04.warn", on=today).value),
        "words": _words(left),
        "rules": [rules[about], *([rules["interruption"]] if limit.restarts else [])],
        "where": rules["where"],
        "stages": [(STAGES[each.key], each.last, each.ruling) for each in stages_of(today)],
        "inspected_until": looked_at,
        "inspection": inspection,
        "is_inspected": looked_at is None or today <= looked_at,
        "inspection_case": rule("DM-07.case", on=today),
    }


def _kind(left: int | None, warn: Mapping[str, int]) -> str:
    if left is None:
        return "info"
    return "late" if left <= warn["soon"] else "due" if left <= warn["days"] else "ok"


def _words(left: int | None) -> str:
    if left is None:
        return _("来得及：还在这个单位，拖欠工资没有时效限制")
    if left < 0:
        return _("按您填的日期，一年的时效已经过了")
    if left == 0:
        return _("来得及，今天是最后一天")
    return _("来得及，还有 %(n)s 天") % {"n": left}
