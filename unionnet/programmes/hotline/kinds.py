# SPDX-License-Identifier: Apache-2.0
"""The five kinds of a call and its three classes of difficulty (HL-01, HL-02), declared to casework."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from unionnet.tools.casework.actions import Grade, KindTerms, define_kind
from unionnet.tools.casework.models import Kind

PREFIX = "hotline."
GRADES = (
    Grade("ordinary", _("一般事项"), "HL-02.ordinary"),
    Grade("hard", _("难点事项"), "HL-02.hard"),
    Grade("complex", _("特别复杂事项"), "HL-02.complex"),
)
KINDS = {
    "hotline.consult": _("问题咨询"),
    "hotline.help": _("服务帮扶"),
    "hotline.petition": _("信访投诉"),
    "hotline.legal": _("法律援助"),
    "hotline.advice": _("意见建议"),
}


def five_kinds() -> list[Kind]:
    """In the order of the national hotline."""
    return [define_kind(KindTerms(key, name, GRADES, "HL-02.sign_for")) for key, name in KINDS.items()]


def is_of_hotline(kind: str) -> bool:
    return kind.startswith(PREFIX)
