# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, KEEP, PERSONAL, YEAR, Declaration, Lasts

KEEPS = _("蹲点结束后 3 年")
OVER = "posting__ends_on"
DECLARATIONS = [
    Declaration("postings.Posting", INTERNAL, why="蹲点安排"),
    Declaration(
        "postings.Posted",
        PERSONAL,
        why=_("谁去蹲点"),
        keeps=KEEPS,
        erasure=_("保留编号，姓名随人员档案清空"),
        fields=("person",),
        purpose="accountability",
        on_erasure=KEEP,
        hold="PI-07.record_years",
        lasts=(Lasts(OVER, 3 * YEAR),),
    ),
    Declaration(
        "postings.DiaryEntry",
        PERSONAL,
        why=_("蹲点日记和发现的问题"),
        keeps=KEEPS,
        erasure=_("清空文字和照片，只留日期"),
        fields=("text", "place", "weather", "photo"),
        purpose="accountability",
        about=("by",),
        lasts=(Lasts(OVER, 3 * YEAR, then=BLANK),),
    ),
    Declaration(
        "postings.ProblemItem",
        PERSONAL,
        why=_("蹲点日记和发现的问题"),
        keeps=KEEPS,
        erasure=_("随蹲点记录到期删除"),
        fields=("what", "whose", "result"),
        purpose="accountability",
        acts=("raised_by", "closed_by"),
        untraced=_("写的是事和单位，不与账号关联"),
        lasts=(Lasts(OVER, 3 * YEAR),),
    ),
    Declaration(
        "postings.Opinion",
        PERSONAL,
        why=_("被蹲点工会的满意度；报告里只有平均分和不具名的话"),
        keeps=KEEPS,
        erasure=_("断开与本人的关联后只保留分数"),
        fields=("person", "words"),
        lasts=(Lasts(OVER, 3 * YEAR, then=BLANK),),
    ),
    Declaration("postings.Followed", INTERNAL, why="转为督办的蹲点问题"),
]
