# SPDX-License-Identifier: Apache-2.0
"""The words of each paper. Official papers are Chinese in every language."""

from __future__ import annotations

from django.utils.translation import override

from unionnet.foundation.clock import local_date
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.ui import letter as form
from unionnet.programmes.letters.models import Dismissal, Letter
from unionnet.programmes.letters.rules import Kind, term_of
from unionnet.tools.casework.clocks import Clock

LAW = "《中华人民共和国工会法》第二十二条、《中华人民共和国劳动合同法》第四十三条"
TOLD = {
    Dismissal.Told.WRITTEN: "你单位于{day}书面通知我会，",
    Dismissal.Told.SPOKEN: "你单位于{day}口头通知我会，",
    Dismissal.Told.UNHEARD: "我会于{day}得知，你单位没有事先通知我会，",
}
NAMES = {Kind.REMINDER: "提示函", Kind.OPINION: "意见书", Kind.PROPOSAL: "建议书"}


def paper_of(letter: Letter, address: str) -> form.Letter:
    """To be stamped. `address` is where the employer answers; a proposal is answered in writing."""
    kind = Kind(letter.kind)
    with override("zh-hans"):
        term = str(Clock.of(term_of(letter, letter.at).value))
    who = f"对{letter.employer.name}（统一社会信用代码 {letter.employer.uscc}）"
    begin = "我会根据《中华人民共和国工会法》和工会劳动法律监督有关规定，"
    said = {
        Kind.REMINDER: f"{begin}提示你单位注意：",
        Kind.OPINION: f"{begin}由{'、'.join(letter.investigators)}等监督员进行了调查，发现：",
        Kind.PROPOSAL: f"{begin}{who}进行了监督，发出提示函、意见书后仍未改正。情况如下：",
    }[kind]
    asked = "建议贵单位依法处理：" if kind == Kind.PROPOSAL else "请你单位："
    answered = f"请在收到后{term}内书面答复我会。"
    if kind != Kind.PROPOSAL:
        answered = f"请在收到后{term}内书面答复我会，也可以在网页答复：{address}"
    return form.Letter(
        issuer=letter.organisation.name,
        title=f"工会劳动法律监督{NAMES[kind]}",
        to=letter.to,
        paragraphs=(said, *letter.problem.splitlines(), asked, *letter.demand.splitlines(), answered),
        number=letter.number,
        on=local_date(letter.at),
    )


def paper_of_dismissal(row: Dismissal) -> form.Letter:
    """What the union says to it: an objection with its reasons, or that there is none."""
    begin = TOLD[Dismissal.Told(row.told)].format(day=form.chinese_date(row.told_on))
    who = opened(row.name) or "职工"
    about = f"{begin}拟自{form.chinese_date(row.effective_on)}起解除与{who}的劳动合同，理由如下："
    asked = f"根据{LAW}，请你单位研究工会的意见，重新处理，并将处理结果书面通知我会。"
    said: tuple[str, ...] = (f"根据{LAW}，我会对此没有异议。",)
    if row.broken:
        reasons = opened(row.objection).splitlines()
        said = ("我会认为：", *reasons, f"上述做法违反{row.broken}。", asked)
    return form.Letter(
        issuer=row.organisation.name,
        title="工会对解除劳动合同的意见",
        to=row.employer.name,
        paragraphs=(about, *opened(row.reason).splitlines(), *said),
        number=row.number,
        on=local_date(row.answered_at) if row.answered_at else None,
    )


def opened(sealed: object) -> str:
    """The words, empty when they have gone with time."""
    return sealed.open() if isinstance(sealed, Sealed) else str(sealed or "")
