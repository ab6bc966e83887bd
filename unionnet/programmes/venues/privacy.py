# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, PERSONAL, PUBLIC, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration("venues.Shelf", PUBLIC, why="职工书屋"),
    Declaration("venues.Title", PUBLIC, why="图书目录"),
    Declaration("venues.Copy", INTERNAL, why="馆藏的每一册"),
    Declaration(
        "venues.Loan",
        PERSONAL,
        why=_("谁借了哪本书、何时应还"),
        keeps=_("还书后一年"),
        erasure=_("保留编号和先后次序，本人信息随人员档案一并删除"),
        fields=("person",),
        hold="PI-07.places_years",
        lasts=(Lasts("returned_at", YEAR),),
    ),
    Declaration("venues.StockTake", INTERNAL, why="书屋每年的盘点"),
    Declaration("venues.Seen", INTERNAL, why="盘点时在架的图书"),
    Declaration("venues.DriversHome", PUBLIC, why="货车司机之家"),
    Declaration("venues.HomeItem", PUBLIC, why="司机之家的服务项目和价格"),
    Declaration("venues.VisitCount", INTERNAL, why="场馆每天的来访人次"),
]
