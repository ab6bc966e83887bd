# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import BLANK, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "staffing.StaffMember",
        PERSONAL,
        why="工会干部名册",
        keeps="离任后 3 年",
        erasure="清空姓名和编号，岗位记录只留人数",
        fields=("name", "number", "person"),
        purpose="accountability",
    ),
    Declaration(
        "staffing.StaffPost",
        PERSONAL,
        why="工会干部名册",
        keeps="离任后 3 年",
        erasure="清空职务和依据，岗位记录只留人数",
        fields=("title", "contract_until", "basis"),
        purpose="accountability",
        about=("member__person",),
        lasts=(Lasts("until", 3 * YEAR, then=BLANK),),
    ),
]
