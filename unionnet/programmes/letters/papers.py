# SPDX-License-Identifier: Apache-2.0
"""The words of each paper. Official papers are Chinese in every language."""

from __future__ import annotations

from django.utils.translation import override

from unionnet.foundation.clock import local_date
from unionnet.foundation.ui import letter as form
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.rules import Kind, term_of
from unionnet.tools.casework.clocks import Clock

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
