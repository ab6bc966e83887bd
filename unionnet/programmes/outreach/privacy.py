# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, INTERNAL, KEEP, PERSONAL, PUBLIC, YEAR, Declaration, Lasts

DECLARATIONS = [
    Declaration("outreach.Meeting", PUBLIC, why="职工沟通会的时间地点"),
    Declaration("outreach.Booth", INTERNAL, why="沟通会的登记台和由谁负责", acts=("keeper",)),
    Declaration("outreach.Leaflet", INTERNAL, why="发放资料的份数"),
    Declaration(
        "outreach.Ask",
        PERSONAL,
        why=_("沟通会上的咨询和诉求；可以不登录、不留名"),
        keeps=_("2 年"),
        erasure=_("抹去提出人，保留内容和答复"),
        fields=("person",),
        acts=("replied_by",),
        lasts=(Lasts("at", 2 * YEAR, then=BLANK),),
    ),
    Declaration(
        "outreach.Scan",
        PERSONAL,
        why=_("从扫码到入会用了多久"),
        keeps=_("2 年"),
        erasure=_("只留编号和时间"),
        fields=("at",),
        about=("membership__person",),
        on_erasure=KEEP,
        hold="PI-07.record_years",
        lasts=(Lasts("at", 2 * YEAR),),
    ),
    Declaration(
        "outreach.Slip",
        PERSONAL,
        why=_("登记台上每份登记单的结果；没有登记成的不留姓名"),
        keeps=_("2 年"),
        erasure=_("只留编号和时间"),
        fields=("outcome", "reason", "at"),
        about=("membership__person",),
        acts=("by",),
        on_erasure=KEEP,
        hold="PI-07.record_years",
        lasts=(Lasts("at", 2 * YEAR),),
    ),
    Declaration(
        "outreach.SpotApproval",
        PERSONAL,
        why=_("谁以什么职务当场批准入会"),
        keeps=_("在会期间和退会后 3 年"),
        erasure=_("只留编号和时间"),
        fields=("at", "role"),
        purpose="membership",
        about=("membership__person",),
        on_erasure=KEEP,
        hold="PI-07.record_years",
    ),
]
