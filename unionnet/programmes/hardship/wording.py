# SPDX-License-Identifier: Apache-2.0
"""What somebody agrees to before a word is kept: four consents, each by itself (PIPL arts. 23, 25, 29, 31).
A changed text gets a new version."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.consents import Wording

PURPOSE = "hardship"
VERSION = "2026-12"
STOPS = _("停止办理或者退出档案；家庭情况、成员、材料和走访记录立即删除。已经发放的资金凭证依法保存。")


def _separate(topic: str, title: object, *points: object) -> Wording:
    return Wording(topic, VERSION, title, points, stops=STOPS, is_separate=True)


OWN = _separate(
    "own",
    _("本人敏感个人信息单独同意书"),
    _("处理者：受理申请的工会和负责认定的县级以上工会。"),
    _("用途：只用于困难认定、帮扶和复核。"),
    _(
        "范围：家庭收入、财产和支出、致困原因、健康和残疾状况、婚姻、户口、住址、医保、住房和工作情况、收款银行账号；"
        "民族和政治面貌由您自愿填写。"
    ),
    _("保存：加密保存；退出后 3 年、未通过的 1 年后删除，撤回的随即删除。谁打开看过、为什么，您都看得到。"),
)
FAMILY = _separate(
    "family",
    _("家庭成员个人信息单独同意书"),
    _("范围：共同生活的家庭成员的姓名、身份证号、与您的关系、健康、收入和就业就学情况。"),
    _("您已告知成年的家庭成员并得到他们同意；不满十四周岁的，您以监护人身份同意。"),
    _("用途：计算人均收入、保证一户一档；不提供给学校、单位和其他人。"),
)
CHECK = _separate(
    "check",
    _("家庭经济状况核对单独同意书"),
    _("接收方：当地民政部门。提供：申请人和家庭成员的姓名、身份证号。"),
    _("用途：核对收入、财产和低保情况；名单须两名工会干部共同放行，您能看到是谁、何时提供的。"),
)
NOTICE = _separate(
    "notice",
    _("公示单独同意书"),
    _("公示内容只有：姓、所在工会、困难类别。不公示名字、证件号码、病情、收入和银行账号。"),
    _("期限：按当地规定的工作日，到期自动撤下并删除。"),
)
WORDINGS = {each.purpose: each for each in (OWN, FAMILY, CHECK, NOTICE)}
