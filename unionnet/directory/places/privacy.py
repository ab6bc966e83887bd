# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, PERSONAL, PUBLIC, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration(
        "places.Site",
        PERSONAL,
        why=_("让劳动者找到驿站；管理人员姓名只在工作台显示"),
        keeps=_("站点存续期间"),
        erasure=_("管理人员调整时改写"),
        fields=("contact",),
        untraced="站点登记的联系人姓名，不与账号关联",
    ),
    Declaration("places.OpeningHours", PUBLIC, why="开放时间"),
    Declaration("places.Override", INTERNAL, why="驿站管理员的开关记录"),
    Declaration("places.KeeperNote", INTERNAL, why="物资补充和告示"),
    Declaration(
        "places.FaultReport",
        PERSONAL,
        why=_("处理故障反映；可以不登录、不留名"),
        keeps=_("处理完毕后 2 年"),
        erasure=_("抹去反映人，保留故障内容"),
        fields=("reporter",),
        about=("reporter",),
        lasts=(Lasts("resolved_at", 2 * YEAR, then=BLANK),),
    ),
    Declaration("places.FacilitySpell", PUBLIC, why="设施增减统计"),
    Declaration("places.SitePhoto", PUBLIC, why="站点照片"),
]
