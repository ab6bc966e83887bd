# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, KEEP, PERSONAL, YEAR, Declaration, Lasts

KEEPS = _("活动结束后 3 年")
OVER = "activity__ends_at"
LATER = (Lasts(OVER, 3 * YEAR),)
NO_NAMES = _("写的是事和单位，不与账号关联")
GONE = _("到期清空，活动只留人数、人次和金额")
DECLARATIONS = [
    Declaration("activities.Activity", INTERNAL, why="活动台账"),
    Declaration("activities.Host", INTERNAL, why="主办和协办单位"),
    Declaration("activities.Session", INTERNAL, why="场次"),
    Declaration("activities.Step", INTERNAL, why="谁在何时因何推进"),
    Declaration("activities.BudgetLine", INTERNAL, why="活动预算"),
    Declaration("activities.HeadCount", INTERNAL, why="只知总数的参加情况"),
    Declaration(
        "activities.Attendee",
        PERSONAL,
        why=_("谁参加了活动：统计人数、人次，备审计"),
        keeps=KEEPS,
        erasure=_("保留编号，姓名随人员档案清空；到期删除"),
        fields=("person", "name", "unit"),
        purpose="accountability",
        hidden=("who",),
        on_erasure=KEEP,
        hold="PI-07.record_years",
        lasts=LATER,
    ),
    Declaration(
        "activities.Expense",
        PERSONAL,
        why=_("活动报销清单"),
        keeps=KEEPS,
        erasure=GONE,
        fields=("payee",),
        purpose="accountability",
        untraced=NO_NAMES,
        on_erasure=KEEP,
        lasts=(Lasts(OVER, 3 * YEAR, then=BLANK),),
    ),
    Declaration(
        "activities.Photo",
        PERSONAL,
        why=_("活动照片"),
        keeps=KEEPS,
        erasure=_("到期删除"),
        fields=("file", "caption"),
        purpose="accountability",
        untraced=NO_NAMES,
        on_erasure=KEEP,
        lasts=LATER,
    ),
    Declaration(
        "activities.Document",
        PERSONAL,
        why=_("活动方案、发言材料"),
        keeps=KEEPS,
        erasure=GONE,
        fields=("speaker",),
        purpose="accountability",
        untraced=NO_NAMES,
        on_erasure=KEEP,
        lasts=(Lasts(OVER, 3 * YEAR, then=BLANK),),
    ),
    Declaration("activities.Bundle", INTERNAL, why="谁在打包活动档案，一天后删除"),
    Declaration("activities.BundlePiece", INTERNAL, why="打包档案里的文件，一天后删除"),
    Declaration("activities.FollowUp", INTERNAL, why="后续任务"),
    Declaration("activities.Supplement", INTERNAL, why="归档后的补充"),
]
