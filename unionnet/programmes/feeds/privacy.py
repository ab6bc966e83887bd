# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, PUBLIC, SECRET, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration("feeds.Outlet", SECRET, why=_("上图渠道；密钥只存摘要，推送令牌加密保存")),
    Declaration("feeds.MapEntry", PUBLIC, why=_("各渠道地图上的站点资料")),
    Declaration("feeds.FeedChange", INTERNAL, why="上图变更记录", lasts=(Lasts("at", 2 * YEAR),)),
    Declaration("feeds.FeedDelivery", INTERNAL, why="各渠道取得变更的时间", lasts=(Lasts("at", 2 * YEAR),)),
    Declaration("feeds.Stale", INTERNAL, why="待更新的站点"),
    Declaration("feeds.Vouch", INTERNAL, why="干部核实过的站点坐标"),
]
