# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import (
    ANONYMOUS,
    BLANK,
    INTERNAL,
    PERSONAL,
    SECRET,
    YEAR,
    Declaration,
    Lasts,
)

DECLARATIONS = [
    Declaration("stations.Cost", INTERNAL, why="驿站运行费用"),
    Declaration("stations.Acceptance", INTERNAL, why="新建驿站的验收"),
    Declaration("stations.Lock", SECRET, why=_("驿站的门；密钥只存摘要")),
    Declaration("stations.DoorEntry", ANONYMOUS, why=_("进门时间，不记是谁"), lasts=(Lasts("at", 30),)),
    Declaration("stations.Survey", INTERNAL, why="驿站需求调查的问题"),
    Declaration("stations.SurveyAnswer", ANONYMOUS, why=_("不记名的答卷")),
    Declaration("stations.Patrol", INTERNAL, why="驿站管理员的巡查记录"),
    Declaration("stations.Shortage", INTERNAL, why="驿站缺货和补货"),
    Declaration("stations.Visits", INTERNAL, why="每月来站人次，不记是谁"),
    Declaration(
        "stations.Opinion",
        PERSONAL,
        why=_("听取对驿站的意见并答复；可以不登录、不留电话"),
        keeps=_("答复后 2 年，没有答复的 2 年；电话答复后即删除"),
        erasure=_("抹去提意见的人和电话，保留意见"),
        fields=("person", "phone"),
        about=("person",),
        lasts=(Lasts("at", 2 * YEAR, then=BLANK),),
    ),
    Declaration("stations.StandardCheck", INTERNAL, why="驿站达标检查"),
    Declaration("stations.Candidacy", INTERNAL, why="最美工会驿站的申报"),
    Declaration("stations.FaultPhoto", INTERNAL, why="管理员拍的故障照片，只给工会看"),
]
