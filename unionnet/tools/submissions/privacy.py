# SPDX-License-Identifier: Apache-2.0
"""What is personal here, how long it stays, what erasure does. Official papers are kept as the archive says;
who wrote or answered them did so in office."""

from unionnet.foundation.privacy import DELETE, INTERNAL, KEEP, PERSONAL, Declaration

KEEPS = "按文书档案保管期限"
ERASED = "公文档案依法保存，只留经办人编号"
NAMES = "公文里可能写有人名，按文书档案管理，不逐人索引"

DECLARATIONS = (
    Declaration("submissions.Kind", INTERNAL, why="申报的类型和办理步骤"),
    Declaration("submissions.Letterhead", INTERNAL, why="发文代字"),
    Declaration("submissions.DocumentNumber", INTERNAL, why="文号的使用和空号"),
    Declaration(
        "submissions.Submission",
        PERSONAL,
        why="请示和批复",
        keeps=KEEPS,
        erasure=ERASED,
        acts=("drafted_by", "sent_by", "reviewed_by"),
        untraced=NAMES,
        on_erasure=KEEP,
    ),
    Declaration("submissions.Step", INTERNAL, why="谁在何时因何作出每一步"),
    Declaration(
        "submissions.Paper",
        PERSONAL,
        why="随文附件",
        keeps=KEEPS,
        erasure=ERASED,
        untraced=NAMES,
        on_erasure=KEEP,
    ),
    Declaration(
        "submissions.Copy",
        PERSONAL,
        why="抄送给谁",
        keeps=KEEPS,
        erasure="随即删除",
        fields=("person",),
        on_erasure=DELETE,
    ),
    Declaration(
        "submissions.Reading",
        PERSONAL,
        why="谁已阅",
        keeps=KEEPS,
        erasure="随即删除",
        fields=("person",),
        on_erasure=DELETE,
    ),
)
