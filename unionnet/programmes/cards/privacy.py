# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, SENSITIVE, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "cards.CardRequest",
        SENSITIVE,
        why=_("办理会员服务卡：经单独同意，把姓名、证件号码、手机号提供给发卡银行"),
        keeps=_("卡片终止后 3 年"),
        erasure=_("删除待送银行的信息，清空卡号末四位和原因"),
        fields=("parcel", "tail", "reason", "receipt"),
        purpose="bank_card",
        acts=("issued_by",),
        hidden=("parcel",),
        lasts=(Lasts("ended_at", 3 * YEAR, then=BLANK),),
    ),
]
