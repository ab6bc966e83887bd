# SPDX-License-Identifier: Apache-2.0
"""A parameter of the rulebook in words: what it is about, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _


def shown_value(rule_id: str, value: Any) -> tuple[str, str]:
    """(what it is about, what it says) for the page of rules."""
    label, say = WORDS[rule_id]
    return label(), say(value)


def _bands(value: Any) -> str:
    lines = []
    for line in value:
        most = f"–{line['to']:,}" if "to" in line else "+"
        size = str(line["least"]) if line["least"] == line["most"] else f"{line['least']}–{line['most']}"
        lines.append(_("%(members)s 人：%(size)s") % {"members": f"{line['from']:,}{most}", "size": size})
    return _("；").join(lines)


def _days(value: Any) -> str:
    return _("、").join(_("%(n)s 天") % {"n": n} for n in value)


def _share(value: Any) -> str:
    return _("%(part)s/%(whole)s 以上（含本数）") % {"part": value[0], "whole": value[1]}


def _more_than_half(value: Any) -> str:
    return _("过半数（不含半数）")


def _yes(value: Any) -> str:
    return _("适用")


WORDS: dict[str, tuple[Callable[[], str], Callable[[Any], str]]] = {
    "ORG-20.term_years": (
        lambda: _("基层工会每届任期"),
        lambda v: _("%(years)s 年") % {"years": _(" 或 ").join(map(str, v))},
    ),
    "ORG-20.five_years_only": (
        lambda: _("地方和产业工会每届任期"),
        lambda v: _("%(years)s 年") % {"years": 5},
    ),
    "ORG-20.off_schedule": (lambda: _("提前或者延期换届"), lambda v: _("报上一级工会批准")),
    "ORG-20.window_days": (lambda: _("按期换届的办理时间"), lambda v: _("届满前 %(n)s 天起") % {"n": v}),
    "ORG-20.remind_days": (lambda: _("届满提醒"), lambda v: _("届满前 %(days)s") % {"days": _days(v)}),
    "ORG-21.near_relatives": (lambda: _("主要负责人的近亲属不得作为候选人"), _yes),
    "ORG-22.sizes": (lambda: _("工会委员会委员名额"), _bands),
    "ORG-22.odd": (lambda: _("委员人数为单数"), _yes),
    "ORG-23.quorum": (lambda: _("选举有效的到会人数"), _share),
    "ORG-23.elected": (lambda: _("当选所需票数（按应到会人数）"), _more_than_half),
    "ORG-23.by_votes": (lambda: _("过半数的候选人多于名额"), lambda v: _("以得票多的当选")),
    "ORG-23.tie": (lambda: _("票数相等"), lambda v: _("就票数相等的候选人再次投票")),
    "ORG-23.too_few": (lambda: _("当选人数少于名额"), lambda v: _("本次会议不再补选")),
    "ORG-24.surplus": (lambda: _("工会委员会差额"), lambda v: _("不低于 %(n)s%%，至少 1 人") % {"n": v}),
    "ORG-24.surplus_standing": (
        lambda: _("常务委员会差额"),
        lambda v: _("不低于 %(n)s%%，至少 1 人") % {"n": v},
    ),
    "ORG-24.surplus_others": (
        lambda: _("经费审查委员会、女职工委员会差额"),
        lambda v: _("不低于 %(n)s%%，至少 1 人") % {"n": v},
    ),
    "ORG-25.general_meeting_up_to": (
        lambda: _("召开会员大会的会员人数"),
        lambda v: _("%(n)s 人以下（含本数）") % {"n": v},
    ),
    "ORG-25.delegates": (lambda: _("会员代表名额"), _bands),
    "ORG-26.meetings_a_year": (
        lambda: _("会员大会或者会员代表大会"),
        lambda v: _("每年至少 %(n)s 次") % {"n": v},
    ),
    "ORG-26.extraordinary": (lambda: _("提议召开临时会议的会员"), _share),
    "ORG-27.removal": (lambda: _("罢免主席、副主席（按全体会员或者代表）"), _more_than_half),
    "ORG-28.consent": (
        lambda: _("任期内调动主席、副主席"),
        lambda v: _("须经本级工会委员会和上一级工会同意"),
    ),
    "ORG-28.silence_days": (
        lambda: _("上一级工会逾期不答复视为同意"),
        lambda v: _("%(n)s 天") % {"n": v} if v else _("没有规定"),
    ),
    "ORG-29.vacant_months": (lambda: _("主席空缺的补选期限"), lambda v: _("%(n)s 个月内") % {"n": v}),
    "ORG-29.remind_days": (lambda: _("主席空缺提醒"), lambda v: _("空缺满 %(days)s") % {"days": _days(v)}),
    "ORG-33.women_committee_from": (
        lambda: _("建立女职工委员会的女会员人数"),
        lambda v: _("%(n)s 人以上（含本数），不足的设女职工委员") % {"n": v},
    ),
    "ORG-34.fund_audit": (lambda: _("建立经费审查委员会"), _yes),
    "ORG-34.fund_audit_size": (
        lambda: _("经费审查委员会人数"),
        lambda v: _("%(least)s–%(most)s 人") % {"least": v[0], "most": v[1]},
    ),
    "ORG-34.auditor_below": (
        lambda: _("可以只选一名经费审查委员的会员人数"),
        lambda v: _("不满 %(n)s 人（不含本数）") % {"n": v},
    ),
    "ORG-34.excluded": (
        lambda: _("不得进入经费审查委员会"),
        lambda v: _("工会主席、财务人员和他们的直接下属"),
    ),
}
