# SPDX-License-Identifier: Apache-2.0
"""The words of each paper: the record of an oral request, the notice to the employer, the agreement. Papers
are Chinese in every language, drawn from what is registered, with places for signatures and the seal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import override

from unionnet.foundation.clock import local_date
from unionnet.foundation.ui.letter import Letter, chinese_date
from unionnet.foundation.ui.tags.words import money
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.rules import ruling
from unionnet.programmes.mediation.texts import when
from unionnet.tools.casework.clocks import Clock, last_day

BLANK = "____________"
SIGNED_ON = "日期：____年__月__日"


def record_of(mediation: Mediation, _address: str) -> Letter:
    """调解申请笔录: what was said orally, signed by whoever said it (DM-01)."""
    case = mediation.case
    body = (
        f"申请人：{worker_of(mediation)}，职工 {mediation.workers} 人。{_represented(mediation)}",
        f"对方当事人：{_employer(mediation)}。",
        f"申请时间：{when(mediation.applied_at)}，{'口头' if mediation.is_oral else '书面'}申请。",
        f"争议事项：{_matter(mediation)}。{case.title}",
        *(case.text.splitlines() or ["事实和理由："]),
        f"请求金额：{_money(mediation.amount)}。",
        "以上记录已向申请人宣读，与本人所述一致。",
        f"申请人签名：{BLANK}　{SIGNED_ON}",
        f"记录人签名：{BLANK}　{SIGNED_ON}",
    )
    return _paper(mediation, "劳动争议调解申请笔录", "申请人", body, mediation.applied_at)


def notice_of(mediation: Mediation, address: str) -> Letter:
    """调解通知书, to the employer: what is asked, and where it answers (decision 0055)."""
    case = mediation.case
    body = (
        f"{worker_of(mediation)}（职工 {mediation.workers} 人）因{_matter(mediation)}，请求：{case.title}。",
        f"请求金额：{_money(mediation.amount)}。",
        f"我会已经受理调解，调解期限到{chinese_date(last_day(case.due_at))}为止。",
        "请尽快答复是否愿意调解。可以书面答复，也可以在网页答复、查看调解会时间："
        f"{address}（请妥善保管，持有该网址即可代表你单位答复）。",
        "调解不收费用。不愿意调解的，申请人可以依法申请仲裁。",
    )
    return _paper(mediation, "劳动争议调解通知书", mediation.employer_called, body, mediation.decided_at)


def agreement_of(mediation: Mediation, _address: str) -> Letter:
    """调解协议书 (DM-01): signed by both sides and the mediator, stamped by the mediation body."""
    mediator = mediation.mediator.name if mediation.mediator else BLANK
    day = mediation.perform_by
    body = (
        f"甲方（职工）：{worker_of(mediation)}，职工 {mediation.workers} 人。{_represented(mediation)}",
        f"乙方（用人单位）：{_employer(mediation)}。",
        f"争议事项：{_matter(mediation)}。经调解员{mediator}主持调解，双方自愿达成如下协议：",
        *mediation.terms.splitlines(),
        f"协议金额：{_money(mediation.agreed_amount)}。"
        f"履行期限：{chinese_date(day) if day else '即时履行'}。",
        "本协议由双方签名或者盖章，经调解员签名并加盖调解组织印章后生效，对双方有约束力。"
        f"双方可以自生效之日起{_confirm_in(mediation)}内共同申请仲裁审查确认。",
        f"甲方签名：{BLANK}　{SIGNED_ON}",
        f"乙方盖章、代表签名：{BLANK}　{SIGNED_ON}",
        f"调解员签名：{BLANK}　{SIGNED_ON}",
    )
    return _paper(mediation, "劳动争议调解协议书", "双方当事人", body, None)


PAPERS: dict[str, Callable[[Mediation, str], Letter]] = {
    "record": record_of,
    "notice": notice_of,
    "agreement": agreement_of,
}


def papers_for(mediation: Mediation) -> list[str]:
    """Which papers there are now: nothing to send before it is accepted, nothing to sign before a draft."""
    found = ["record"]
    if mediation.employer_id and mediation.decided_at:
        found.append("notice")
    return [*found, "agreement"] if mediation.terms else found


def worker_of(mediation: Mediation) -> str:
    case = mediation.case
    return case.person.name if case.person else case.name or BLANK


def _represented(mediation: Mediation) -> str:
    names = mediation.representatives or ()
    return f"推举代表：{'、'.join(names)}。" if names else ""


def _employer(mediation: Mediation) -> str:
    code = f"（统一社会信用代码 {mediation.employer_code}）" if mediation.employer_code else ""
    return f"{mediation.employer_called or BLANK}{code}"


def _matter(mediation: Mediation) -> str:
    with override("zh-hans"):
        return str(mediation.get_matter_display())


def _confirm_in(mediation: Mediation) -> str:
    with override("zh-hans"):
        confirm_in = ruling("DM-02.confirm", mediation.case.holder, mediation.applied_at)
        return str(Clock.of(confirm_in.value))


def _money(cents: int | None) -> str:
    with override("zh-hans"):
        return money(cents) if cents is not None else "以协议内容为准"


def _paper(mediation: Mediation, title: str, to: str, body: tuple[str, ...], at: datetime | None) -> Letter:
    return Letter(
        issuer=f"{mediation.case.holder.name}劳动争议调解委员会",
        title=title,
        to=to,
        paragraphs=body,
        number=mediation.case.number,
        on=local_date(at) if at else None,
    )
