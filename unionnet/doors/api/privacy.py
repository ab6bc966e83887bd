# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, PERSONAL, Declaration

DECLARATIONS = [
    Declaration(
        "api.ApiToken",
        INTERNAL,
        why="其他系统以签发人的身份、在一个工会的范围内调用接口",
        keeps="停用后保留两年备查",
    ),
    Declaration(
        "api.Replay",
        PERSONAL,
        why="同一请求重复发送时给出同一答复",
        keeps="24 小时",
        erasure="到期删除",
        fields=("body",),
    ),
]
