# SPDX-License-Identifier: Apache-2.0
"""What the story of a case says of each step of mediation. It stays as it was written, in the language of the
unions, whoever reads it in which language."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import override

from unionnet.foundation.rulebook import Ruling
from unionnet.foundation.ui.letter import chinese_date
from unionnet.programmes.mediation.models import Mediation, Meeting
from unionnet.tools.casework.clocks import Clock, last_day

PAYMENT_ORDER = "单位没有按协议履行。可以持调解协议书向人民法院申请支付令（劳动争议调解仲裁法第十六条）。"


def _time(ruling: Ruling) -> str:
    with override("zh-hans"):
        return str(Clock.of(ruling.value))


def accepted(employer: str, due: datetime) -> str:
    return (
        f"受理调解，对方是{employer}。调解到{chinese_date(last_day(due))}为止，"
        "到期没有达成协议的，可以申请仲裁。"
    )


def refused(reason: str, mediation: Mediation) -> str:
    return f"不予受理：{reason}。{arbitration(mediation)}"


def mediator_named(mediation: Mediation) -> str:
    name = mediation.mediator.name if mediation.mediator else ""
    return f"调解员：{name}，已声明与双方没有利害关系。"


def willing(mediation: Mediation) -> str:
    return f"{mediation.employer_called}同意调解。"


def declined(mediation: Mediation, ruling: Ruling) -> str:
    return f"{mediation.employer_called}不愿意调解。工会在{_time(ruling)}内书面告知申请人。"


def told_declined(mediation: Mediation) -> str:
    return f"{mediation.employer_called}不愿意调解，调解终止。{arbitration(mediation)}"


def consented(mediation: Mediation, side: str) -> str:
    who = "职工" if side == "worker" else mediation.employer_called
    return f"{who}同意延长调解期限。"


def extended(due: datetime) -> str:
    return f"双方都同意延期，调解延长到{chinese_date(last_day(due))}。"


def when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{chinese_date(local.date())}{local:%H:%M}"


def meeting_called(at: datetime, place: str) -> str:
    return f"调解会：{when(at)}，{place}。请双方到场。"


def meeting_held(meeting: Meeting) -> str:
    with override("zh-hans"):
        outcome = meeting.get_outcome_display()
    return f"{when(meeting.at)}的调解会：{outcome}。"


def signed(mediation: Mediation, effect_on: date, ruling: Ruling) -> str:
    by = f"，{chinese_date(mediation.perform_by)}前履行" if mediation.perform_by else ""
    return (
        f"调解协议{chinese_date(effect_on)}生效{by}。双方可以在{_time(ruling)}内共同申请仲裁审查，"
        "确认后可以申请法院强制执行。"
    )


def confirmation_asked(on: date) -> str:
    return f"双方{chinese_date(on)}共同申请仲裁审查确认协议。"


def confirmed(on: date) -> str:
    return f"仲裁委员会{chinese_date(on)}出具调解书，协议得到确认。"


def kept(words: str) -> str:
    return f"协议已经履行。{words}"


def broken(words: str, *, has_payment_order: bool) -> str:
    way = PAYMENT_ORDER if has_payment_order else "单位没有按协议履行，可以申请仲裁。"
    return f"{way}需要律师的，可以申请工会法律援助。{words}"


def failed(mediation: Mediation, words: str) -> str:
    return f"没有达成协议，调解终止。{words}{arbitration(mediation)}"


def time_over(mediation: Mediation) -> str:
    return f"调解期限已过，没有达成协议。{arbitration(mediation)}"


def arbitration(mediation: Mediation) -> str:
    """That one may go on, by when as far as it is known, and where (DM-04)."""
    by = f"最晚{chinese_date(mediation.limit_on)}，" if mediation.limit_on else ""
    return f"现在可以申请仲裁：{by}向劳动合同履行地或者单位所在地的劳动人事争议仲裁委员会提出。"
