# SPDX-License-Identifier: Apache-2.0
"""What a guardian agrees to for a child (PIPL arts. 29 and 31): a changed text gets a new version."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.consents import Wording

CHILDCARE = Wording(
    "childcare",
    "2026-11",
    _("未成年人个人信息监护人单独同意书"),
    (
        _("处理者：主办托管班的工会和运营本平台的工会。"),
        _("用途：只用于孩子的托管：报名、到班、接走，以及照看时要注意的事。"),
        _(
            "范围：孩子的姓名和出生日期；您指定的接送人的姓名、关系、手机号和照片（照片可以不传）；到班和接走的时间。"
        ),
        _(
            "敏感个人信息：过敏、用药等特别照护，由您自愿填写，加密保存，只有当班的值班人员能看，谁看过都有记录。"
        ),
        _("保存：托管班结束后 30 天删除；没有报名的，登记 30 天后删除。不提供给第三方，不用于其他用途。"),
        _("您的权利：随时在这一页撤回，与同意一样方便；接送名单只有您能改。"),
    ),
    stops=_(
        "孩子退出没有结束的托管班，特别照护、接送人的手机号和照片立即删除；接走记录保存到班结束后 30 天。"
    ),
    is_separate=True,
)
