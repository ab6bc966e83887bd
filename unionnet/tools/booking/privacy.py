# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import (
    DELETE,
    INTERNAL,
    PERSONAL,
    PUBLIC,
    SENSITIVE,
    YEAR,
    Declaration,
    Lasts,
)

ERASED = _("本人的预约一并删除")

DECLARATIONS = [
    Declaration("booking.Resource", PUBLIC, why="可以预约的场馆、房间、床位和咨询"),
    Declaration("booking.OpeningRule", PUBLIC, why="每周开放时间"),
    Declaration("booking.ClosingDay", PUBLIC, why="闭馆日"),
    Declaration("booking.Terms", PUBLIC, why="工会自己的预约规则"),
    Declaration("booking.Series", INTERNAL, why="工会每周固定的预约"),
    Declaration("booking.Host", INTERNAL, why="谁在那里接待", acts=("person",), about=()),
    Declaration(
        "booking.Booking",
        SENSITIVE,
        why=_("谁在什么时间预约了哪里；咨询的预约只有本人和接待人看得到"),
        keeps=_("预约的日期过后两年"),
        erasure=ERASED,
        fields=("person", "purpose", "note"),
        on_erasure=DELETE,
        lasts=(Lasts("ends_at", 2 * YEAR),),
    ),
    Declaration(
        "booking.Ban",
        PERSONAL,
        why=_("多次预约后没有到场，暂停预约"),
        keeps=_("期满后一年"),
        erasure=ERASED,
        fields=("person", "lift_reason"),
        on_erasure=DELETE,
        lasts=(Lasts("until", YEAR),),
    ),
]
