# SPDX-License-Identifier: Apache-2.0
"""The words people agree to. A changed text gets a new version; old consents keep pointing at what was
read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """Purpose, who handles the data, which, for how long, and how to take the consent back (PI-02).

    `stops` says what ends when it is taken back; `is_on` whether it holds before anybody was asked, so that
    one may only refuse; `is_separate` whether the law asks for a consent of its own (PI-04).
    """

    purpose: str
    version: str
    title: Any
    points: tuple[Any, ...]
    stops: Any = ""
    is_on: bool = False
    is_separate: bool = False


JOINING = Wording(
    "joining",
    "2026-11.2",
    _("入会个人信息处理同意书"),
    (
        _("处理者：您申请加入的工会及其上级工会。"),
        _("用途：核实身份、审核入会申请、管理会籍，以及为您提供工会服务。"),
        _(
            "范围：姓名、证件类型和号码、手机号、职业类别、工作单位或服务区域；性别和出生日期由证件号码得出，不另外收集。"
        ),
        _("持护照、通行证的，另收集号码没有写明的性别、出生日期、国籍和证件有效期。"),
        _("保存：在会期间和退会后 3 年；未通过的申请保存 1 年。证件号码和手机号加密保存，平时只显示一部分。"),
        _("您的权利：随时在“我的”里查看、更正、撤回同意，并看到谁在什么时候、为什么查看过您的信息。"),
        _("不会提供给第三方；需要提供时（如办理会员服务卡）另行征得您的同意。"),
    ),
    stops=_(
        "还没有办结的入会申请立即停止审核。已经入会的，会籍登记按工会章程继续保存；不想再保存请退会或注销。"
    ),
)
REAL_NAME = Wording(
    "real_name",
    "2026-11.2",
    _("实名认证个人信息处理同意书"),
    (
        _("处理者：运营本平台的工会。"),
        _("用途：核实身份，用于需要实名的报名、预约和领取；不等于加入工会。"),
        _("范围：姓名、证件类型和号码、手机号、职业类别；性别和出生日期由证件号码得出，不另外收集。"),
        _("持护照、通行证的，另收集号码没有写明的性别、出生日期、国籍和证件有效期。"),
        _("保存：账号存续期间。证件号码和手机号加密保存，平时只显示一部分。"),
        _("您的权利：随时在“我的”里查看、更正、撤回同意，并看到谁在什么时候、为什么查看过您的信息。"),
    ),
    stops=_("不再作为实名用户参加需要实名的报名，会员码不再显示实名。会员不受影响。"),
)
GROUP_NOTICES = Wording(
    "group_notices",
    "2026-11",
    _("按人群推送的工会通知"),
    (
        _("处理者：您所在的工会及其上级工会。"),
        _("用途：按职业类别等人群标签，把与您有关的工会通知发给您。"),
        _("范围：人群标签；不看您读过什么、去过哪里。"),
        _("您的权利：随时关闭；关闭后仍会收到发给全体会员的通知和您自己事项的通知。"),
    ),
    stops=_("按人群标签发送的通知不再发给您。"),
    is_on=True,
)
WECHAT = Wording(
    "wechat",
    "2026-11",
    _("微信登录单独同意书"),
    (
        _("处理者：运营本平台的工会。微信由深圳市腾讯计算机系统有限公司运营，它知道您打开了本平台。"),
        _("用途：用微信登录本平台，以及接收您自己事项的微信通知。"),
        _("范围：只接收微信给本平台的用户编号（openid 和 unionid），不接收昵称、头像、地区、手机号和好友。"),
        _("保存：绑定期间。解除绑定，编号立即删除。"),
        _("您的权利：随时解除绑定，与绑定一样方便；不同意也可以用手机号登录，使用全部功能。"),
    ),
    stops=_("微信立即解除绑定，编号删除，不能再用微信登录。没有手机号的账号，请先在“我的账号”里验证手机号。"),
    is_separate=True,
)
WORDINGS = {wording.purpose: wording for wording in (JOINING, REAL_NAME, GROUP_NOTICES, WECHAT)}


def all_wordings() -> list[Wording]:
    """Ours, and those of the apps above that put theirs into `WORDINGS`."""
    return list(WORDINGS.values())
