# SPDX-License-Identifier: Apache-2.0
"""Families of notices. A kind is "family.what_happened"; an unknown family is told in the inbox only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

SMS = "sms"
WECHAT = "wechat"


@dataclass(frozen=True)
class Family:
    """What a person may choose about. `defaults` are the outer channels that are on until they say otherwise;
    `urgent` ones do not wait for the morning; `purpose` is the legal basis in the rulebook (PI-01.…)."""

    name: str
    label: Any
    text: Any
    icon: str
    defaults: tuple[str, ...] = (SMS, WECHAT)
    urgent: bool = False
    purpose: str = "service"


FAMILIES = {
    family.name: family
    for family in (
        Family("people", _("入会与会籍"), _("申请的进度、补充材料、会籍变动"), "card", purpose="membership"),
        Family("enrolment", _("报名与候补"), _("候补转正、确认期限、活动取消"), "ticket", urgent=True),
        Family("benefits", _("普惠领取"), _("可以领的慰问品、没领的快要截止"), "gift", defaults=(WECHAT,)),
        Family("booking", _("预约"), _("预约的答复、取消和闭馆"), "calendar", urgent=True),
        Family("nightschool", _("夜校课程"), _("调课、停课、缺课提醒"), "book"),
        Family("childcare", _("爱心托管"), _("孩子被接走、有人来接、名额变化"), "baby", urgent=True),
        Family("hardship", _("困难帮扶"), _("申请的进度；消息里不写内容"), "heart", purpose="hardship"),
        Family(
            "committees", _("两委与换届"), _("任期将满、主席空缺、换届批复"), "people", defaults=(WECHAT,)
        ),
        Family("places", _("驿站与阵地"), _("反馈的处理结果"), "station", defaults=(WECHAT,)),
        Family("establishing", _("建会"), _("建会进度和证书到期"), "union"),
        Family("supervision", _("抓落实"), _("交给本会的事项、催办、退回和延期"), "flag", defaults=(WECHAT,)),
        Family("returns", _("统计填报"), _("要填的报表、退回和报送期限"), "list", defaults=(WECHAT,)),
        Family("activities", _("活动审批"), _("活动待审批、已批准、被退回"), "calendar", defaults=(WECHAT,)),
        Family("casework", _("办件"), _("派单、期限、答复，和您反映的事项的进展"), "chat"),
        Family("letters", _("一函两书"), _("单位的答复、快到期和逾期没有答复"), "stamp", defaults=(WECHAT,)),
        Family("incidents", _("网络安全事件"), _("要处置的事件和报告时限"), "lock", urgent=True),
        Family("submissions", _("请示批复"), _("收到请示、退回、批复和办理期限"), "stamp"),
        Family(
            "message",
            _("工会通知"),
            _("工会干部发给会员的通知"),
            "bell",
            defaults=(WECHAT,),
            purpose="group_notices",
        ),
    )
}


def family_of(kind: str) -> Family | None:
    """The family a kind belongs to: what stands before the dot."""
    return FAMILIES.get(kind.partition(".")[0])
