# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, KEEP, SENSITIVE, Declaration

KEEPS = _("按会计凭证保管期限")
ERASED = _("发放凭证依法保存，只留编号和时间")

DECLARATIONS = (
    Declaration("studyaid.Scheme", INTERNAL, why=_("助学项目")),
    Declaration(
        "studyaid.Application",
        SENSITIVE,
        why=_("助学申请：就读情况和收款账号"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "study", "school", "account", "bank", "state", "reason"),
        hidden=("student_index",),
        on_erasure=KEEP,
    ),
    Declaration(
        "studyaid.Proof",
        SENSITIVE,
        why=_("助学申请的证明材料"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("kind", "file"),
        about=("application__person",),
        on_erasure=KEEP,
    ),
)
