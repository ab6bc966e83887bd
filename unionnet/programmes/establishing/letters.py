# SPDX-License-Identifier: Apache-2.0
"""The words of each request and of the reply it hopes for. Official papers are Chinese in every language."""

from __future__ import annotations

from unionnet.directory.organisations.models import Employer
from unionnet.foundation.ui.letter import chinese_date
from unionnet.programmes.establishing.models import Elected, Ending, Establishment, Request
from unionnet.tools.submissions.actions import Words


def words_of(establishment: Establishment, step: str) -> Words:
    """What goes up at this step, from what is registered."""
    return {
        Request.Step.PREPARE: _prepare,
        Request.Step.MEETING: _meeting,
        Request.Step.RESULT: _result,
    }[Request.Step(step)](establishment)


def _prepare(row: Establishment) -> Words:
    units = Employer.objects.filter(pk__in=row.units.values("employer")).order_by("name")
    named = "、".join(f"{unit.name}（统一社会信用代码 {unit.uscc}）" for unit in units)
    people = row.preparers.order_by("id")
    group = "、".join(f"{one.name}（{one.duty}）" if one.duty else one.name for one in people)
    return Words(
        f"关于筹建{row.name}的请示",
        f"根据《中华人民共和国工会法》和《中国工会章程》，{named}现有职工 {row.employees} 人，"
        f"自愿加入工会的 {row.members} 人，拟{'联合' if row.is_joint else ''}成立{row.name}。\n"
        f"筹备组由 {len(people)} 人组成：{group}。\n"
        f"妥否，请批示。",
        f"经研究，同意成立{row.name}筹备组，由{group}组成。请按规定发展会员，"
        f"做好选举准备，并将召开大会的时间和候选人报我会批准。\n此复。",
    )


def _meeting(row: Establishment) -> Words:
    when = chinese_date(row.meeting_on) if row.meeting_on else ""
    by_delegates = row.meeting == Establishment.Meeting.DELEGATES
    kind = "会员代表大会" if by_delegates else "会员大会"
    people = f"代表 {row.delegates or 0} 人" if by_delegates else f"会员 {row.members} 人"
    return Words(
        f"关于召开{row.name}第一次{kind}的请示",
        f"{row.name}筹备工作已经就绪，拟于{when}召开第一次{kind}，应到{people}，"
        f"以无记名投票选举第一届委员会委员 {row.seats or 0} 名、经费审查委员会和女职工委员会。\n"
        f"选举办法附后。妥否，请批示。",
        f"经研究，同意于{when}召开{row.name}第一次{kind}。请按选举办法依法选举，"
        f"并将选举结果报我会审批。\n此复。",
    )


def _result(row: Establishment) -> Words:
    held = chinese_date(row.held_on) if row.held_on else ""
    elected = "\n".join(f"{post}：{names}。" for post, names in elected_by_post(row))
    return Words(
        f"关于{row.name}选举结果的报告",
        f"{row.name}于{held}召开第一次大会，应到 {row.should_attend} 人，实到 {row.attended} 人，"
        f"以无记名投票选举产生：\n{elected}\n任期 {row.term_years} 年。请审批。",
        f"经研究，同意成立{row.name}，同意选举结果：\n{elected}\n任期 {row.term_years} 年。\n此复。",
    )


POST_WORDS = {
    Elected.Post.CHAIR: "主席",
    Elected.Post.VICE_CHAIR: "副主席",
    Elected.Post.MEMBER: "委员",
    Elected.Post.AUDIT_CHAIR: "经费审查委员会主任",
    Elected.Post.AUDITOR: "经费审查委员",
    Elected.Post.WOMEN_CHAIR: "女职工委员会主任",
    Elected.Post.WOMEN_MEMBER: "女职工委员",
}


def elected_by_post(row: Establishment) -> list[tuple[str, str]]:
    """(post, names) in the order papers name them."""
    names: dict[str, list[str]] = {}
    for one in row.elected.order_by("id"):
        names.setdefault(one.post, []).append(one.name)
    return [(word, "、".join(names[post])) for post, word in POST_WORDS.items() if post in names]


def ending_words(ending: Ending) -> Words:
    name, day = ending.organisation.name, chinese_date(ending.decided_on)
    if ending.way == Ending.Way.MERGE and ending.into:
        what = f"将{name}并入{ending.into.name}"
        after = f"会员会籍转入{ending.into.name}，经费和资产一并移交"
    else:
        what, after = f"撤销{name}", "会员的会籍予以保留，经费和资产按规定处理"
    because = (
        f"用人单位已于{day}终止，工会组织相应撤销"
        if ending.why == Ending.Why.EMPLOYER_ENDED
        else f"会员（代表）大会已于{day}通过"
    )
    return Words(
        f"关于{what}的请示",
        f"{because}。拟{what}，{after}。\n妥否，请批示。",
        f"经研究，同意{what}，{after}。\n此复。",
    )
