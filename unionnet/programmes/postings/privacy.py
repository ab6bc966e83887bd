# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, PERSONAL, Declaration

KEEPS = "蹲点结束后 3 年"
DECLARATIONS = [
    Declaration("postings.Posting", INTERNAL, why="蹲点安排"),
    Declaration(
        "postings.Posted",
        PERSONAL,
        why="谁去蹲点",
        keeps=KEEPS,
        erasure="保留编号，姓名随人员档案清空",
        fields=("person",),
    ),
    Declaration(
        "postings.DiaryEntry",
        PERSONAL,
        why="蹲点日记和发现的问题",
        keeps=KEEPS,
        erasure="清空文字和照片，只留日期",
        fields=("text", "place", "photo"),
    ),
    Declaration(
        "postings.ProblemItem",
        PERSONAL,
        why="蹲点日记和发现的问题",
        keeps=KEEPS,
        erasure="清空文字，只留是否解决",
        fields=("what", "whose", "result"),
    ),
    Declaration(
        "postings.Opinion",
        PERSONAL,
        why="被蹲点工会的满意度；报告里只有平均分和不具名的话",
        keeps=KEEPS,
        erasure="断开与本人的关联后只保留分数",
        fields=("person", "words"),
    ),
]
