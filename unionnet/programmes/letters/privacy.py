# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = (
    Declaration("letters.Letter", INTERNAL, why="对用人单位的一函两书，不写职工个人信息"),
    Declaration(
        "letters.Dismissal",
        PERSONAL,
        why=_("单位解除您的劳动合同时告诉工会的理由、工会的意见和处理结果"),
        keeps=_("登记后 5 年"),
        erasure=_("抹去姓名、理由和意见，只留单位、日期和结果"),
        fields=("person", "name", "reason", "objection", "result_text"),
        on_erasure=BLANK,
        lasts=(Lasts("at", 5 * YEAR, then=BLANK),),
    ),
)
