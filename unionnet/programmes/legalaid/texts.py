# SPDX-License-Identifier: Apache-2.0
"""What the story of a case says of each step of legal aid. It stays as it was written, in the language of the
unions, whoever reads it in which language."""

from __future__ import annotations

from django.utils.translation import override

from unionnet.foundation.rulebook import Ruling
from unionnet.programmes.legalaid.models import Aid, Lawyer
from unionnet.tools.casework.clocks import Clock


def _time(ruling: Ruling) -> str:
    with override("zh-hans"):
        return str(Clock.of(ruling.value))


def _form(code: str) -> str:
    with override("zh-hans"):
        return str(Aid.Form(code).label)


def opened(ruling: Ruling) -> str:
    return f"转入法律援助，{_time(ruling)}内决定是否援助。"


def wanted(missing: str, ruling: Ruling) -> str:
    return f"请在{_time(ruling)}内补齐：{missing}。没有补充的，视为撤回申请。"


def approved(form: str, ruling: Ruling) -> str:
    return f"同意法律援助（{_form(form)}），{_time(ruling)}内指派律师。不收费用。"


def confirmed(form: str) -> str:
    return f"补办审批：同意法律援助（{_form(form)}）。"


def refused(reason: str, ruling: Ruling) -> str:
    return f"不予法律援助：{reason}。不服的，可以向上一级工会提出异议，{_time(ruling)}内答复。"


def assigned(lawyer: Lawyer, *, early: bool) -> str:
    phone = f"，电话 {lawyer.phone}" if lawyer.phone else ""
    first = "情况紧急，先行援助：" if early else ""
    return f"{first}已指派{lawyer.firm}{lawyer.name}律师{phone}。"


def lapsed(aid: Aid) -> str:
    return f"没有按要求补充材料（{aid.missing}），视为撤回申请。"
