# SPDX-License-Identifier: Apache-2.0
"""What columns and records are called where they carry no name of their own."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _


def record_name(model: str) -> str:
    """A kind of record as people call it."""
    return _records().get(model) or str(apps.get_model(model)._meta.verbose_name)


def column_name(model: type[Model], name: str) -> str:
    """A column as people call it; nothing for what only serves a machine, such as an index."""
    words = _words()
    if name in words:
        return words[name]
    stated = str(getattr(model._meta.get_field(name), "verbose_name", ""))
    return "" if stated.isascii() and stated == name.replace("_", " ") else stated


def _words() -> dict[str, str]:
    """Columns that carry no label of their own."""
    return {
        "id_number": _("证件号码"),
        "mobile": _("手机号码"),
        "tags": _("人群标签"),
        "login": _("登录名"),
        "born_on": _("出生日期"),
        "person": _("本人"),
        "reporter": _("反映人"),
        "text": _("文字内容"),
        "reason": _("理由"),
        "at": _("时间"),
        "created_at": _("登记时间"),
        "applied_at": _("提交时间"),
        "decided_at": _("办结时间"),
        "given_at": _("同意时间"),
        "withdrawn_at": _("撤回时间"),
        "joined_at": _("登记时间"),
        "last_login": _("上次登录"),
        "taken_at": _("报名时间"),
        "chosen_at": _("提交时间"),
        "read_at": _("阅读时间"),
        "sent_at": _("发送时间"),
        "since": _("开始"),
        "until": _("结束"),
        "deadline": _("确认期限"),
        "had_since": _("报名时间"),
        "offer": _("报名项目"),
        "course": _("课程"),
        "organisation": _("工会"),
        "number": _("序号"),
        "receipt": _("回执号"),
        "preference": _("志愿顺序"),
        "state": _("状态"),
        "why": _("原因"),
        "field": _("信息"),
        "purpose": _("用途"),
        "version": _("版本"),
        "channel": _("渠道"),
        "title": _("标题"),
        "note": _("备注"),
        "lift_reason": _("解除原因"),
        "ip": _("网络地址"),
        "user_agent": _("设备"),
        "last_seen_at": _("最后使用"),
        "uid": _("微信编号"),
        "email": _("邮箱"),
        "by": _("经办人"),
        "paper": _("附件"),
        "notice": _("消息"),
        "facts": _("消息中的内容"),
    }


def _records() -> dict[str, str]:
    """Kinds of record that carry no name of their own."""
    return {
        "files.StoredFile": _("上传的文件"),
        "people.Person": _("本人资料"),
        "people.Standing": _("报名资格"),
        "people.Listing": _("会员检索"),
        "people.Consent": _("同意记录"),
        "people.Opening": _("查看记录"),
        "places.FaultReport": _("故障反映"),
        "reach.Preference": _("接收方式"),
        "reach.CodeTurn": _("验证码次数"),
        "enrolment.KeyedRequest": _("报名请求编号"),
        "api.Replay": _("接口请求编号"),
        "usersessions.UserSession": _("登录设备"),
        "socialaccount.SocialAccount": _("微信登录"),
        "mfa.Authenticator": _("第二道验证"),
        "account.EmailAddress": _("邮箱"),
        "enrolment.Undo": _("撤销退出"),
    }
