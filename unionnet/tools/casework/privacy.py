# SPDX-License-Identifier: Apache-2.0
"""What is personal here. What somebody brought to the union is forgotten with them; that there was a case,
how it was handled and how long it took stays, without a word about them."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, DELETE, INTERNAL, PERSONAL, SENSITIVE, YEAR, Declaration, Lasts

KEEPS = _("办结后 5 年")
ERASED = _("抹去提出人、内容和答复，只留编号、经办单位和时间")
ENDED = (Lasts("case__closed_at", 5 * YEAR, then=BLANK),)

DECLARATIONS = (
    Declaration("casework.Kind", INTERNAL, why="办件的类型和时限规则"),
    Declaration("casework.Flow", INTERNAL, why="各工会用哪些办理步骤"),
    Declaration(
        "casework.Case",
        SENSITIVE,
        why=_("您向工会反映的事项和答复"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("title", "text", "words", "person", "name", "phone", "phone_index", "reply"),
        hidden=("words", "phone_index"),
        on_erasure=BLANK,
        lasts=(Lasts("closed_at", 5 * YEAR, then=BLANK),),
    ),
    Declaration("casework.Dispatch", INTERNAL, why="哪个工会何时办理，是否按期", about=()),
    Declaration("casework.Reminder", INTERNAL, why="何时催办", about=()),
    Declaration(
        "casework.Step",
        SENSITIVE,
        why=_("每一步由谁在何时办理、为什么"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("reason",),
        about=("case__person",),
        on_erasure=BLANK,
        lasts=ENDED,
    ),
    Declaration(
        "casework.Need",
        SENSITIVE,
        why=_("办结前必须写明的原因、措施等"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("text",),
        about=("case__person",),
        on_erasure=BLANK,
        lasts=ENDED,
    ),
    Declaration(
        "casework.Paper",
        SENSITIVE,
        why=_("随事项上传的照片和文件"),
        keeps=KEEPS,
        erasure=_("随即删除"),
        about=("case__person",),
        on_erasure=DELETE,
        lasts=(Lasts("case__closed_at", 5 * YEAR),),
    ),
    Declaration(
        "casework.Extension",
        PERSONAL,
        why=_("延期的申请和批准"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("reason", "answer"),
        about=("case__person",),
        on_erasure=BLANK,
        lasts=ENDED,
    ),
    Declaration("casework.Tally", INTERNAL, why="各单位、类型、月份的件数"),
)
