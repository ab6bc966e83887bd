# SPDX-License-Identifier: Apache-2.0
"""The words of a written reply. Official papers are Chinese in every language."""

from __future__ import annotations

from unionnet.foundation.clock import local_date
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.ui.letter import Letter, chinese_date
from unionnet.programmes.proposals.models import MOST_ROUNDS, Participant, Reply

Role = Participant.Role
CALLED = {Role.DEPUTY: "代表", Role.MEMBER: "委员", Role.WORKER: "同志", Role.KEEPER: "同志"}
GROUP = 4


def paper_of(reply: Reply, address: str) -> Letter:
    """To be stamped. With `address` and the code they say whether they are satisfied."""
    talk = reply.consultation
    proposal, event = talk.proposal, talk.proposal.participant.event
    title, day = proposal.case.title, chinese_date(local_date(event.activity.starts_at))
    begin = f"您在{day}“{event.activity.title}”中提出的“{title}”的意见收悉。"
    met = f"{chinese_date(talk.held_on)}，我会在{talk.place}与您当面协商。现答复如下："
    again = "如不满意，我会将再办理一次并再次答复。" if talk.round < MOST_ROUNDS else ""
    judge = f"请您对本答复作出评价：打开网页 {address} ，输入评价码 {spaced(reply.code)} 。{again}"
    return Letter(
        issuer=proposal.case.organisation.name,
        title=f"关于“{title}”的{'再次' if talk.round > 1 else ''}答复",
        to=called(proposal.participant),
        paragraphs=(begin + met, *reply.text.splitlines(), judge),
        number=str(reply.number),
        on=local_date(reply.at),
        signer=reply.signer,
    )


def called(participant: Participant) -> str:
    """张三代表; by the role alone when the name has gone."""
    name = participant.name.open() if isinstance(participant.name, Sealed) else ""
    role = Role(participant.role)
    return f"{name}{CALLED[role]}" if name else str(role.label)


def spaced(code: str) -> str:
    """As people read it aloud: ABCD-2345-WXYZ."""
    plain = code.upper()
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))
