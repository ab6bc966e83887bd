# SPDX-License-Identifier: Apache-2.0
"""The separate consent (PIPL art. 23): who gets what, for what, and how to take it back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.consents import Wording

BANK_CARD = Wording(
    "bank_card",
    "2026-11",
    _("会员服务卡单独同意书"),
    (
        _("提供方：您所在的工会；接收方：与工会合作发卡的银行，名称写在申请页上。"),
        _("用途：只用于为您办理会员服务卡。"),
        _("范围：只有姓名、证件号码、手机号三项，不提供职业、单位、困难情况和其他任何信息。"),
        _("保存：送达银行后，本平台不留副本；办卡记录在卡片终止后保存 3 年。"),
        _("您的权利：不同意不影响会籍和其他服务；送达银行之前撤回，就不再提供。"),
    ),
    stops=_("还没有送达银行的，不再提供；已经送达的，请向银行办理。"),
)
