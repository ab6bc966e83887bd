# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import BLANK, DELETE, INTERNAL, PERSONAL, PUBLIC, YEAR, Declaration, Lasts

KEEPS = _("活动结束后三年")
ERASED = _("保留编号和先后次序，本人信息随人员档案一并删除")
HOLD = "PI-07.places_years"
ENDED = ("offer__ends_at", "offer__starts_at", "offer__closes_at")
OVER = (Lasts(ENDED, 3 * YEAR),)

DECLARATIONS = [
    Declaration("enrolment.OfferGroup", PUBLIC, why="一组报名项目"),
    Declaration("enrolment.Offer", PUBLIC, why="报名项目的名额、对象和时间"),
    Declaration(
        "enrolment.Place",
        PERSONAL,
        why=_("谁得到名额"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person",),
        hold=HOLD,
        lasts=OVER,
    ),
    Declaration(
        "enrolment.Waiting",
        PERSONAL,
        why=_("谁在候补"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person",),
        hold=HOLD,
        lasts=OVER,
    ),
    Declaration(
        "enrolment.Invitation",
        PERSONAL,
        why=_("名额为谁保留到何时"),
        keeps=_("答复后即删"),
        erasure=ERASED,
        fields=("person",),
        lasts=OVER,
    ),
    Declaration(
        "enrolment.Withdrawal",
        PERSONAL,
        why=_("谁退出及原因"),
        keeps=_("退出记录只增不改；写明的原因活动结束后三年清空"),
        erasure=ERASED,
        fields=("person", "note"),
        hold=HOLD,
        lasts=(Lasts(ENDED, 3 * YEAR, then=BLANK),),
    ),
    Declaration(
        "enrolment.Undo",
        INTERNAL,
        why=_("哪次退出被撤销"),
        about=("withdrawal__person",),
    ),
    Declaration(
        "enrolment.KeyedRequest",
        PERSONAL,
        why=_("重复提交得到同一答复"),
        keeps=_("一天"),
        erasure=_("随期删除"),
        fields=("person",),
        hidden=("key",),
        on_erasure=DELETE,
    ),
    Declaration(
        "enrolment.Choice",
        PERSONAL,
        why=_("志愿顺序"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person",),
        hold=HOLD,
        lasts=OVER,
    ),
    Declaration(
        "enrolment.Draw",
        INTERNAL,
        why="抽签的承诺、名册和结果；名册只有回执号",
    ),
    Declaration(
        "enrolment.Attendance",
        PERSONAL,
        why=_("签到与出勤"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person",),
        hold=HOLD,
        lasts=OVER,
    ),
    Declaration(
        "enrolment.Pause",
        PERSONAL,
        why=_("多次无故缺席后暂停报名"),
        keeps=_("期满后一年"),
        erasure=ERASED,
        fields=("person", "lift_reason"),
        hold=HOLD,
        lasts=(Lasts("until", YEAR),),
    ),
]
