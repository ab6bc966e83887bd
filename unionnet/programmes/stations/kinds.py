# SPDX-License-Identifier: Apache-2.0
"""What a union asks of the ones above about its stations, declared to the instrument that carries it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _

from unionnet.foundation.rulebook import rule
from unionnet.tools.submissions.actions import KindTerms

BEST = "stations.best"


def best_terms(on: date) -> KindTerms:
    """申报 → 县、市、省推荐 → 审核 → 公示 → 确认 → 每年复核 (ST-07)."""
    terms = rule("ST-07.best", on=on).value
    return KindTerms(
        key=BEST,
        name=_("最美工会驿站申报"),
        decider_kinds=("provincial_federation", "city_federation"),
        is_recommended=True,
        is_reviewed=True,
        quota_a_year=terms["quota"],
        notice_days=terms["notice_working_days"],
        recheck_months=terms["recheck_months"],
        papers=({"key": "photos", "label": _("站点照片"), "required": False},),
    )
