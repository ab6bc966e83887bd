# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "api.ApiToken",
        INTERNAL,
        why="其他系统以签发人的身份、在一个工会的范围内调用接口",
        keeps="停用后保留两年备查",
        hidden=("digest",),
        lasts=(Lasts("revoked_at", 2 * YEAR), Lasts("expires_at", 2 * YEAR)),
    ),
    Declaration(
        "api.Replay",
        PERSONAL,
        why=_("同一请求重复发送时给出同一答复"),
        keeps=_("24 小时"),
        erasure=_("到期删除"),
        fields=("body",),
        untraced="只记调用者的摘要，24 小时后删除",
        on_erasure="unionnet.doors.api.actions.forget_answers_to",
    ),
]
