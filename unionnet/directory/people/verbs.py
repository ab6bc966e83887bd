# SPDX-License-Identifier: Apache-2.0
"""What a verb is called on a page: the app it belongs to, and what is done there."""

from __future__ import annotations

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

DEEDS = {
    "see": gettext_lazy("查看"),
    "manage": pgettext_lazy("verb", "办理"),
    "change": gettext_lazy("修改"),
    "approve": gettext_lazy("审批"),
    "decide": gettext_lazy("审批"),
    "handle": gettext_lazy("受理和办理"),
    "define": gettext_lazy("设定类型"),
    "export": gettext_lazy("导出"),
    "open": gettext_lazy("打开"),
    "send": gettext_lazy("发送"),
    "operate": gettext_lazy("值守"),
    "ask": gettext_lazy("申请使用"),
    "check_in": gettext_lazy("签到"),
    "hand_out": gettext_lazy("发放"),
    "sign_in": gettext_lazy("到场登记"),
    "open_field": gettext_lazy("查看证件号和手机号"),
    "connect": gettext_lazy("接入其他系统"),
    "count": gettext_lazy("查看统计数"),
    "grant_roles": gettext_lazy("任免"),
    "incidents": gettext_lazy("处理安全事件"),
}


def words_of(verb: str) -> str:
    """`people.see` → 人员：查看."""
    label, _dot, deed = verb.partition(".")
    app = apps.app_configs.get(label)
    return _("%(app)s：%(deed)s") % {"app": app.verbose_name if app else label, "deed": DEEDS[deed]}
