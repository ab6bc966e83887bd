# SPDX-License-Identifier: Apache-2.0
"""The two papers of a re-election: the result goes up (请示), the approval comes down (批复).
Papers are Chinese in every language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from unionnet.foundation.ui.letter import Letter, chinese_date, paragraphs_of
from unionnet.programmes.committees.models import Body, Election, Post
from unionnet.programmes.committees.outcome import Outcome


def report_letter(election: Election, outcomes: Sequence[Outcome]) -> Letter:
    """What the union asks its parent to approve, with every vote."""
    union = election.organisation
    with override("zh-hans"):
        lines = [_meeting(election), *(_result(outcome) for outcome in outcomes)]
        if election.note:
            lines += paragraphs_of(election.note)
        lines.append(f"本届任期 {election.years} 年。特此请示，请批复。")
    return Letter(
        issuer=union.name,
        title=f"关于{union.name}第{election.session}届委员会选举结果的请示",
        to=_above(election),
        paragraphs=tuple(lines),
        on=election.held_on,
    )


def approval_letter(election: Election, outcomes: Sequence[Outcome]) -> Letter:
    """What the union above answers. Without number and date it is a draft."""
    union = election.organisation
    with override("zh-hans"):
        lines = [
            f"你会《关于{union.name}第{election.session}届委员会选举结果的请示》收悉。经研究，同意选举结果：",
            *(_seats(outcome) for outcome in outcomes),
            f"本届任期 {election.years} 年，自 {_day(election)} 起计算。",
            "此复。",
        ]
    return Letter(
        issuer=_above(election),
        title=f"关于同意{union.name}第{election.session}届委员会选举结果的批复",
        to=union.name,
        paragraphs=tuple(lines),
        number=election.basis,
        on=election.decided_on,
    )


def _meeting(election: Election) -> str:
    return (
        f"我会现有会员 {election.members} 人（女会员 {election.women} 人），于 {_day(election)} "
        f"召开{election.get_meeting_display()}，以无记名投票方式进行换届选举。选举结果如下："
    )


def _result(outcome: Outcome) -> str:
    race = outcome.race
    votes = "、".join(
        f"{line.candidate.holder} {line.candidate.votes} 票"
        + (f"（再次投票 {line.candidate.again} 票）" if line.candidate.again is not None else "")
        + ("" if line.is_elected else "（未当选）")
        for line in outcome.lines
    )
    rest = f"空缺 {outcome.unfilled} 席，本次会议不再补选。" if outcome.unfilled else ""
    return (
        f"{race.called}：应到 {race.should_attend} 人，实到 {race.attended} 人；应选 {race.seats} 人，"
        f"过半数为 {outcome.needed} 票。得票：{votes}。{_seats(outcome)}{rest}"
    )


def _seats(outcome: Outcome) -> str:
    """主席冉启明，委员秦素芬、向大成."""
    groups = []
    for post in Post:
        names = [each.holder for each in outcome.elected if each.post == post]
        if names:
            groups.append(f"{_post(outcome, post)}{'、'.join(names)}")
    return f"{outcome.race.called}由{len(outcome.elected)}人组成：{'，'.join(groups)}。"


def _post(outcome: Outcome, post: Post) -> str:
    """A fund audit or women workers' committee has a 主任, the union a 主席."""
    is_union = outcome.race.body in (Body.UNION_COMMITTEE, Body.STANDING_COMMITTEE)
    heads = {
        Post.CHAIR: "主席" if is_union else "主任",
        Post.VICE_CHAIR: "副主席" if is_union else "副主任",
    }
    return heads.get(post, str(post.label))


def _above(election: Election) -> str:
    return election.organisation.parent.name if election.organisation.parent else ""


def _day(election: Election) -> str:
    return chinese_date(election.held_on) if election.held_on else "    年  月  日"
