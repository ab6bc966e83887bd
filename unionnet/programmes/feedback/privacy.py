# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = (
    Declaration("feedback.Box", INTERNAL, why="哪个工会的意见箱可以不署名"),
    Declaration(
        "feedback.Feedback",
        PERSONAL,
        why=_("您在意见箱里提的意见，公开了什么、办理结果"),
        keeps=_("办结后 5 年"),
        erasure=_("抹去公开的内容，只留方面和时间"),
        fields=("told", "answered", "shown_at"),
        about=("case__person",),
        acts=("tasked_by", "shown_by"),
        on_erasure=BLANK,
        lasts=(Lasts("case__closed_at", 5 * YEAR, then=BLANK),),
    ),
)
