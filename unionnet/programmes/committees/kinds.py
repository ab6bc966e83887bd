# SPDX-License-Identifier: Apache-2.0
"""What a union asks of the one above it about its committees, declared to the instrument that carries it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from unionnet.programmes.committees.models import Permission
from unionnet.tools.submissions.actions import KindTerms

SERIES = "organisation"
RESULT = KindTerms(
    key="committees.result",
    name=_("换届选举结果请示"),
    series=SERIES,
    papers=(
        {"key": "ballots", "label": _("选举结果（签字）"), "required": True},
        {"key": "signed", "label": _("签到表"), "required": False},
    ),
)
PERMISSIONS = {
    Permission.Kind.EARLY: KindTerms(key="committees.early", name=_("提前换届请示"), series=SERIES),
    Permission.Kind.LATE: KindTerms(key="committees.late", name=_("延期换届请示"), series=SERIES),
    Permission.Kind.MOVE: KindTerms(
        key="committees.move",
        name=_("任期内调动主席、副主席请示"),
        series=SERIES,
        papers=({"key": "consent", "label": _("本级工会委员会意见"), "required": True},),
    ),
}
ASKED = {terms.key for terms in PERMISSIONS.values()}
