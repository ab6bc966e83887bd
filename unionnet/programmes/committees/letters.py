# SPDX-License-Identifier: Apache-2.0
"""What the letters of this app say: the result of a re-election, and what is asked before one.
Papers are Chinese in every language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from unionnet.foundation.ui.letter import chinese_date
from unionnet.programmes.committees.models import Body, Election, Permission, Post
from unionnet.programmes.committees.outcome import Outcome
from unionnet.tools.submissions.actions import Words


def result_words(election: Election, outcomes: Sequence[Outcome]) -> Words:
    """What the union asks its parent to approve, with every vote."""
    name, session = election.organisation.name, election.session
    with override("zh-hans"):
        asks = [_meeting(election), *(_result(outcome) for outcome in outcomes)]
        seats = [_seats(outcome) for outcome in outcomes]
    return Words(
        f"关于{name}第{session}届委员会选举结果的请示",
        "\n".join([*asks, f"本届任期 {election.years} 年。特此请示，请批复。"]),
        "\n".join(
            [
                "经研究，同意选举结果：",
                *seats,
                f"本届任期 {election.years} 年，自 {_day(election)} 起计算。",
                "此复。",
            ]
        ),
    )


def permission_words(permission: Permission) -> Words:
    """Leave to renew early or late (ORG-20), or to move a chair before the term is over (ORG-28)."""
    committee, kind = permission.committee, permission.kind
    name, until = committee.organisation.name, chinese_date(committee.until)
    if kind == Permission.Kind.MOVE and permission.seat:
        with override("zh-hans"):
            head = f"{permission.seat.get_post_display()}{permission.seat.holder}"
        what, plan = f"任期内调动{name}{head}", f"拟在任期届满（{until}）前调动{head}"
    elif kind == Permission.Kind.LATE and permission.until:
        later = chinese_date(permission.until)
        what, plan = f"{name}延期换届", f"本届于{until}届满，拟延期至{later}"
    else:
        what, plan = f"{name}提前换届", f"本届于{until}届满，拟提前换届"
    return Words(
        f"关于{what}的请示",
        f"我会{plan}。理由：{permission.reason}\n妥否，请批示。",
        f"经研究，同意{what}。\n此复。",
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


def _day(election: Election) -> str:
    return chinese_date(election.held_on) if election.held_on else "    年  月  日"
