# SPDX-License-Identifier: Apache-2.0
"""What a union being established asks of the level above, declared to the instrument that carries it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from unionnet.programmes.establishing.models import Request
from unionnet.tools.submissions.actions import KindTerms

SERIES = "organisation"
END = "establishing.end"
KINDS = {
    Request.Step.PREPARE: KindTerms(
        key="establishing.prepare",
        name=_("成立工会请示"),
        series=SERIES,
        papers=({"key": "roster", "label": _("会员名册"), "required": True},),
    ),
    Request.Step.MEETING: KindTerms(
        key="establishing.meeting",
        name=_("召开大会请示"),
        series=SERIES,
        papers=({"key": "method", "label": _("选举办法"), "required": True},),
    ),
    Request.Step.RESULT: KindTerms(
        key="establishing.result",
        name=_("选举结果报告"),
        series=SERIES,
        papers=(
            {"key": "ballots", "label": _("选举结果（签字）"), "required": True},
            {"key": "signed", "label": _("签到表"), "required": False},
        ),
    ),
}
ENDING = KindTerms(
    key=END,
    name=_("撤销合并请示"),
    series=SERIES,
    papers=({"key": "resolution", "label": _("大会决议或单位终止证明"), "required": True},),
)
STEP_OF = {terms.key: step for step, terms in KINDS.items()}
