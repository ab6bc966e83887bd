# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, PERSONAL, YEAR, Declaration, Lasts

FROM_OUTSIDE = "代表、委员等会外人士不一定有账号，由承办工会登记，到期抹去"
KEPT = _("活动结束后 5 年")
END = "activity__ends_at"

DECLARATIONS = (
    Declaration("proposals.Event", INTERNAL, why="哪次活动是视察或者协商"),
    Declaration("proposals.Proposal", INTERNAL, why="意见和它的办件、任务，不写提出人"),
    Declaration(
        "proposals.Participant",
        PERSONAL,
        why=_("参加视察、协商的代表委员的姓名和电话，用于当面协商和送达答复"),
        keeps=KEPT,
        erasure=_("抹去姓名和电话，只留身份"),
        fields=("name", "phone"),
        about=(),
        untraced=FROM_OUTSIDE,
        on_erasure=BLANK,
        lasts=(Lasts(f"event__{END}", 5 * YEAR, then=BLANK),),
    ),
    Declaration(
        "proposals.Consultation",
        PERSONAL,
        why=_("当面协商时说了什么"),
        keeps=KEPT,
        erasure=_("抹去协商情况，只留时间和地点"),
        fields=("words",),
        about=(),
        untraced=FROM_OUTSIDE,
        on_erasure=BLANK,
        lasts=(Lasts(f"proposal__participant__event__{END}", 5 * YEAR, then=BLANK),),
    ),
    Declaration(
        "proposals.Reply",
        PERSONAL,
        why=_("对答复的评价意见"),
        keeps=KEPT,
        erasure=_("抹去评价意见，只留是否满意"),
        fields=("remark",),
        about=(),
        untraced=FROM_OUTSIDE,
        on_erasure=BLANK,
        lasts=(Lasts(f"consultation__proposal__participant__event__{END}", 5 * YEAR, then=BLANK),),
    ),
)
