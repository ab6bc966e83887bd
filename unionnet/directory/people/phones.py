# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.mobiles import gets_texts, plain_mobile, why_not_mobile
from unionnet.foundation.refusals import Refusal


class MobileField(forms.CharField):
    """A mobile number, given in any of the usual ways, in the form we keep (mobiles.py). `gets_code` where a
    code is sent to it next."""

    def __init__(self, *, gets_code: bool = False, **options: Any) -> None:
        self.gets_code = gets_code
        options.setdefault("label", gettext_lazy("手机号"))
        options.setdefault("max_length", 24)
        attributes = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        mobile = plain_mobile(text)
        refusal = why_not_mobile(mobile) or (why_not_code(mobile) if self.gets_code else None)
        if refusal:
            raise ValidationError(str(refusal), code=refusal.code)
        return mobile


def why_not_code(mobile: str) -> Refusal | None:
    """Whether a code can reach this phone."""
    if gets_texts(mobile):
        return None
    if settings.UNIONNET_WECHAT_APP_ID:
        return Refusal(
            "not_abroad",
            _("本平台的短信发不到境外号码。请在微信里打开本平台登录，或带证件到工会现场登记。"),
        )
    return Refusal(
        "not_abroad", _("本平台的短信发不到境外号码。请用能收短信的内地手机号，或带证件到工会现场登记。")
    )
