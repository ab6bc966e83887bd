# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, PERSONAL, SENSITIVE, YEAR, Declaration, Lasts

DECLARATIONS = (
    Declaration(
        "mediation.Mediation",
        SENSITIVE,
        why=_("您的调解申请、调解经过和协议"),
        keeps=_("结束后 5 年"),
        erasure=_("抹去代表人和理由；协议对双方有约束力，按期保存"),
        fields=("representatives", "reason", "terms"),
        about=("case__person",),
        on_erasure=BLANK,
        lasts=(Lasts("ended_at", 5 * YEAR, then=BLANK),),
    ),
    Declaration(
        "mediation.Meeting",
        SENSITIVE,
        why=_("调解会的时间、地点和笔录"),
        keeps=_("调解结束后 5 年"),
        erasure=_("抹去笔录，只留时间和结果"),
        fields=("minutes",),
        about=("mediation__case__person",),
        on_erasure=BLANK,
        lasts=(Lasts("mediation__ended_at", 5 * YEAR, then=BLANK),),
    ),
    Declaration(
        "mediation.Mediator",
        PERSONAL,
        why=_("调解员的姓名"),
        keeps=_("离开名单后 5 年"),
        erasure=_("由工会移出名单后按期抹去"),
        fields=("name",),
        about=(),
        untraced="调解员不一定有账号，名单由工会维护",
        on_erasure=BLANK,
        lasts=(Lasts("until", 5 * YEAR, then=BLANK),),
    ),
)
