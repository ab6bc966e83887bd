# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, PERSONAL, PUBLIC, SENSITIVE, YEAR, Declaration, Lasts

DECLARATIONS = (
    Declaration(
        "legalaid.Aid",
        SENSITIVE,
        why=_("您的法律援助申请、审批和结果"),
        keeps=_("结束后 5 年"),
        erasure=_("抹去缺少的材料、理由和结果，只留状态和时间"),
        fields=("missing", "reason", "result"),
        about=("case__person",),
        on_erasure=BLANK,
        lasts=(Lasts("ended_at", 5 * YEAR, then=BLANK),),
    ),
    Declaration(
        "legalaid.Lawyer",
        PERSONAL,
        why=_("援助律师的姓名和执业信息"),
        keeps=_("离开名单后 5 年"),
        erasure=_("由工会移出名单后按期抹去"),
        fields=("name", "phone", "licence"),
        about=(),
        untraced="律师不一定有账号，名单由工会维护",
        on_erasure=BLANK,
        lasts=(Lasts("until", 5 * YEAR, then=BLANK),),
    ),
    Declaration("legalaid.PhoneList", PUBLIC, why="公布的便民热线"),
)
