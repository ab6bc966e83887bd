# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import ANONYMOUS, INTERNAL, SECRET, Declaration, Lasts

DECLARATIONS = [
    Declaration("stations.Cost", INTERNAL, why="驿站运行费用"),
    Declaration("stations.Acceptance", INTERNAL, why="新建驿站的验收"),
    Declaration("stations.Lock", SECRET, why=_("驿站的门；密钥只存摘要")),
    Declaration("stations.DoorEntry", ANONYMOUS, why=_("进门时间，不记是谁"), lasts=(Lasts("at", 30),)),
    Declaration("stations.Survey", INTERNAL, why="驿站需求调查的问题"),
    Declaration("stations.SurveyAnswer", ANONYMOUS, why=_("不记名的答卷")),
]
