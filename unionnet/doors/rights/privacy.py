# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import DELETE, INTERNAL, PERSONAL, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "rights.Copy",
        PERSONAL,
        why=_("本人要求的信息副本，只有本人能下载"),
        keeps=_("生成后三天"),
        erasure=_("随即删除"),
        fields=("archive",),
        purpose="accountability",
        hidden=("archive",),
        on_erasure=DELETE,
        lasts=(Lasts("expires_at", 0),),
    ),
    Declaration(
        "rights.Closure",
        PERSONAL,
        why=_("注销申请及办理结果"),
        keeps=_("办结后 3 年"),
        erasure=_("保留日期，清空说明和附件"),
        fields=("note", "paper"),
        purpose="accountability",
        hold="PI-07.record_years",
        lasts=(Lasts(("done_at", "taken_back_at"), 3 * YEAR),),
    ),
    Declaration(
        "rights.Alarm",
        PERSONAL,
        why=_("账号可能被盗时做过哪些处理"),
        keeps=_("办结后 3 年"),
        erasure=_("随即删除"),
        fields=("person",),
        purpose="security",
        on_erasure=DELETE,
        lasts=(Lasts("closed_at", 3 * YEAR),),
    ),
    Declaration("rights.Incident", INTERNAL, why="个人信息安全事件的处置和报告", keeps="不少于三年"),
    Declaration(
        "rights.Affected",
        PERSONAL,
        why=_("哪次安全事件涉及本人，什么时候告知过"),
        keeps=_("处理完毕后 3 年"),
        erasure=_("随人员记录保留编号"),
        fields=("person",),
        purpose="accountability",
        hold="PI-07.record_years",
        lasts=(Lasts("incident__closed_at", 3 * YEAR),),
    ),
    Declaration(
        "rights.Correction",
        PERSONAL,
        why=_("更正姓名和证件的申请"),
        keeps=_("更正内容办结即清除，记录保存 3 年"),
        erasure=_("保留日期和结果，清空内容和附件"),
        fields=("wanted", "reason", "answer", "paper"),
        purpose="accountability",
        hold="PI-07.record_years",
        lasts=(Lasts("decided_at", 3 * YEAR),),
    ),
]
