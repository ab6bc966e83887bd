# SPDX-License-Identifier: Apache-2.0
"""What a token may be allowed. An operation that names a scope unknown here stops the start."""

from django.utils.translation import gettext_lazy as _

SCOPES = {
    "organisations:read": _("读取组织"),
    "figures:read": _("读取统计数"),
    "members:read": _("读取会员"),
    "sites:read": _("读取驿站与场馆"),
    "offers:read": _("读取报名项目与结果"),
    "submissions:read": _("读取请示与批复"),
    "staffing:read": _("读取干部配备"),
    "postings:read": _("读取干部蹲点"),
    "outreach:read": _("读取职工沟通会"),
    "activities:read": _("读取活动台账"),
    "activities:write": _("活动建档、填写成效小结"),
    "benefits:read": _("读取本人的普惠和服务卡"),
    "stock:read": _("读取库存、出入库和调拨"),
    "vouchers:write": _("代商户收取服务卡"),
    "cards:read": _("读取会员服务卡申请"),
    "cases:read": _("读取办件"),
    "cases:write": _("登记、签收、答复、退回办件"),
    "calls:read": _("读取来电"),
    "calls:write": _("送入话机事件、登记来电结果"),
    "supervision:read": _("读取督办事项"),
    "supervision:write": _("收集督办事项、填报进展"),
    "returns:read": _("读取统计报表、填报和汇总"),
    "returns:write": _("填写、报送统计报表"),
    "courses:read": _("读取夜校课程"),
    "bookings:read": _("读取本人的预约和空位"),
    "bookings:write": _("代本人预约、取消"),
    "places:write": _("代本人报名、退出"),
    "me:read": _("读取本人资料"),
    "me:write": _("修改本人资料"),
    "notices:write": _("发送通知"),
}
