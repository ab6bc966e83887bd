# SPDX-License-Identifier: Apache-2.0
"""What is personal here, how long it stays, what erasure does. Official papers are kept as the archive says;
who wrote or answered them did so in office."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import DELETE, INTERNAL, KEEP, PERSONAL, Declaration

KEEPS = _("按文书档案保管期限")
ERASED = _("公文档案依法保存，只留经办人编号")
NAMES = _("公文里可能写有人名，按文书档案管理，不逐人索引")

DECLARATIONS = (
    Declaration("submissions.Kind", INTERNAL, why=_("申报的类型和办理步骤")),
    Declaration("submissions.Letterhead", INTERNAL, why=_("发文代字")),
    Declaration("submissions.DocumentNumber", INTERNAL, why=_("文号的使用和空号")),
    Declaration(
        "submissions.Submission",
        PERSONAL,
        why=_("请示和批复"),
        keeps=KEEPS,
        erasure=ERASED,
        acts=("drafted_by", "sent_by", "reviewed_by"),
        untraced=NAMES,
        on_erasure=KEEP,
    ),
    Declaration("submissions.Step", INTERNAL, why=_("谁在何时因何作出每一步")),
    Declaration(
        "submissions.Paper",
        PERSONAL,
        why=_("随文附件"),
        keeps=KEEPS,
        erasure=ERASED,
        untraced=NAMES,
        on_erasure=KEEP,
    ),
    Declaration(
        "submissions.Copy",
        PERSONAL,
        why=_("抄送给谁"),
        keeps=KEEPS,
        erasure=_("随即删除"),
        fields=("person",),
        on_erasure=DELETE,
    ),
    Declaration("submissions.Circular", INTERNAL, why="发给下级工会阅读的文件"),
    Declaration("submissions.CircularCopy", INTERNAL, why="传阅文件发给哪些工会"),
    Declaration("submissions.CircularPaper", INTERNAL, why="传阅文件的附件"),
    Declaration(
        "submissions.CircularReading",
        PERSONAL,
        why=_("谁已阅"),
        keeps=KEEPS,
        erasure=_("随即删除"),
        fields=("person",),
        on_erasure=DELETE,
    ),
    Declaration(
        "submissions.Reading",
        PERSONAL,
        why=_("谁已阅"),
        keeps=KEEPS,
        erasure=_("随即删除"),
        fields=("person",),
        on_erasure=DELETE,
    ),
)
