# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, DELETE, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "staffing.StaffMember",
        PERSONAL,
        why=_("工会干部名册"),
        keeps=_("离任后 3 年"),
        erasure=_("清空姓名和编号，岗位记录只留人数"),
        fields=("name", "number", "person"),
        purpose="accountability",
    ),
    Declaration(
        "staffing.StaffPost",
        PERSONAL,
        why=_("工会干部名册"),
        keeps=_("离任后 3 年"),
        erasure=_("清空职务和依据，岗位记录只留人数"),
        fields=("title", "contract_until", "basis"),
        purpose="accountability",
        about=("member__person",),
        lasts=(Lasts("until", 3 * YEAR, then=BLANK),),
    ),
    Declaration(
        "staffing.UnionDay",
        PERSONAL,
        why=_("兼职干部占用工作时间做工会工作的记录"),
        keeps=_("登记的日子过后 3 年"),
        erasure=_("删除"),
        fields=("day", "halves", "what"),
        purpose="accountability",
        about=("member__person",),
        on_erasure=DELETE,
        lasts=(Lasts("day", 3 * YEAR),),
    ),
]
