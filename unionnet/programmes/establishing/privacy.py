# SPDX-License-Identifier: Apache-2.0
"""What is personal here, how long it stays, what erasure does. Every model is named."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, KEEP, PERSONAL, Declaration

KEEPS = _("按文书档案保管期限")
ERASED = _("公文档案依法保存，只留经办人编号")
NAMES = _("公文里可能写有人名，按文书档案管理，不逐人索引")

DECLARATIONS = (
    Declaration("establishing.Establishment", INTERNAL, why=_("建会的材料和进度")),
    Declaration("establishing.Unit", INTERNAL, why=_("由哪些单位建会")),
    Declaration(
        "establishing.Preparer",
        PERSONAL,
        why=_("建会筹备组名单"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("name", "duty"),
        untraced=NAMES,
        on_erasure=KEEP,
    ),
    Declaration(
        "establishing.Elected",
        PERSONAL,
        why=_("建会选举结果"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("name",),
        untraced=NAMES,
        on_erasure=KEEP,
    ),
    Declaration("establishing.Request", INTERNAL, why=_("建会的请示")),
    Declaration("establishing.Ending", INTERNAL, why=_("工会的撤销和合并")),
    Declaration("establishing.Campaign", INTERNAL, why=_("建会行动")),
    Declaration("establishing.Target", INTERNAL, why=_("建会行动的目标")),
)
