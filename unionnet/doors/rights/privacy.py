# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import DELETE, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "rights.Copy",
        PERSONAL,
        why="本人要求的信息副本，只有本人能下载",
        keeps="生成后三天",
        erasure="随即删除",
        fields=("archive",),
        purpose="accountability",
        hidden=("archive",),
        on_erasure=DELETE,
        lasts=(Lasts("expires_at", 0),),
    ),
    Declaration(
        "rights.Closure",
        PERSONAL,
        why="注销申请及办理结果",
        keeps="办结后 3 年",
        erasure="保留日期，清空说明和附件",
        fields=("note", "paper"),
        purpose="accountability",
        hold="PI-07.record_years",
        lasts=(Lasts(("done_at", "taken_back_at"), 3 * YEAR),),
    ),
]
