# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.identity import plain_mobile, why_not_mobile


class MobileField(forms.CharField):
    """A mainland mobile number, given in any of the usual ways, cleaned to eleven digits."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        options.setdefault("max_length", 24)
        attributes = {"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        mobile = plain_mobile(text)
        if refusal := why_not_mobile(mobile):
            raise ValidationError(str(refusal), code=refusal.code)
        return mobile
