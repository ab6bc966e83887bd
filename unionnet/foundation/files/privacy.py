# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import KEEP, PERSONAL, Declaration

DECLARATIONS = [
    Declaration(
        "files.StoredFile",
        PERSONAL,
        why=_("上传的照片和附件"),
        keeps=_("随所属业务保存"),
        erasure=_("所属业务删除时一并删除"),
        fields=("name", "owner_id"),
        about=("owner_id",),
        hidden=("sha256",),
        on_erasure=KEEP,  # with the matter it belongs to: the app that points to it lets it go
    ),
]
