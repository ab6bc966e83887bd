# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, DELETE, INTERNAL, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = (
    Declaration("exhibitions.Exhibition", INTERNAL, why="作品展的时间、地点和范围"),
    Declaration(
        "exhibitions.Work",
        PERSONAL,
        why=_("展出作品的作者，经作者同意写明"),
        keeps=_("展览结束后 3 年"),
        erasure=_("抹去作者姓名和单位"),
        fields=("author", "author_unit"),
        about=(),
        untraced="作者不一定有账号，由办展的工会登记，作者撤回同意时撤下并抹去",
        on_erasure=BLANK,
        lasts=(Lasts("exhibition__closes_on", 3 * YEAR, then=BLANK),),
    ),
    Declaration(
        "exhibitions.Asking",
        PERSONAL,
        why=_("作者同不同意展出，什么时候撤回"),
        keeps=_("展览结束后 3 年"),
        erasure=_("随即删除"),
        fields=("person", "answer", "words", "answered_at"),
        on_erasure=DELETE,
        lasts=(Lasts("exhibition__closes_on", 3 * YEAR),),
    ),
    Declaration(
        "exhibitions.Visit",
        PERSONAL,
        why=_("哪天看过哪个作品展，只用来数人数和人次"),
        keeps=_("展览结束后 1 年"),
        erasure=_("随即删除"),
        fields=("person", "on"),
        on_erasure=DELETE,
        lasts=(Lasts("exhibition__closes_on", YEAR),),
    ),
)
