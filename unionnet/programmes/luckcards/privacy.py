# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, KEEP, PERSONAL, Declaration

KEEPS = _("按会计凭证保管期限")
ERASED = _("兑换要能核对，只留编号和时间")

DECLARATIONS = (
    Declaration("luckcards.Collection", INTERNAL, why=_("集福卡活动的规则")),
    Declaration("luckcards.Marker", INTERNAL, why=_("贴在各处的福图")),
    Declaration(
        "luckcards.Exchange",
        PERSONAL,
        why=_("集齐福卡换了什么"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "at", "gives"),
        on_erasure=KEEP,
    ),
    Declaration(
        "luckcards.Parting",
        PERSONAL,
        why=_("福卡用掉了，还是送给了谁"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "at"),
        about=("person", "to"),
        hidden=("code",),
        on_erasure=KEEP,
    ),
)
