# SPDX-License-Identifier: Apache-2.0
"""What is personal here: the number of a caller, and what was written while they spoke. The case keeps both
as casework says; here the number goes after a year, and words that became no case after a month."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, DELETE, INTERNAL, PERSONAL, SENSITIVE, YEAR, Declaration, Lasts

MONTH = 31

DECLARATIONS = (
    Declaration("seats.Seat", INTERNAL, why="谁在哪个工会的热线值班", about=(), acts=("person",)),
    Declaration(
        "seats.Call",
        PERSONAL,
        why=_("来电号码，用来回拨和查以前的办件"),
        keeps=_("来电后 1 年"),
        erasure=_("抹去号码和录音编号，保留时间和结果"),
        fields=("phone", "phone_index", "recording"),
        about=(),
        hidden=("phone_index",),
        untraced="a number that calls is not proof of who calls",
        on_erasure=BLANK,
        lasts=(Lasts("begun_at", YEAR, then=BLANK),),
    ),
    Declaration("seats.CallEvent", INTERNAL, why="话务平台送来的事件编号和时间"),
    Declaration(
        "seats.Draft",
        SENSITIVE,
        why=_("通话中记下、还没有登记的内容"),
        keeps=_("登记后随即删除，没有登记的 1 个月"),
        erasure=_("随即删除"),
        fields=("words",),
        about=(),
        untraced="what is written before anybody knows whose matter it is",
        on_erasure=DELETE,
        lasts=(Lasts("saved_at", MONTH),),
    ),
    Declaration("seats.Phrase", INTERNAL, why="各工会的话术模板", about=()),
)
