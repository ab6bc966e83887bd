# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.doors.audit.queries import Asked, seals
from unionnet.foundation.ui.forms import DayInput


class JournalForm(forms.Form):
    """The filters; every one may be nonsense in an address, and is then left out."""

    who = forms.CharField(label=_("操作人姓名或会员证号"), required=False, max_length=60)
    union = forms.CharField(label=_("工会名称"), required=False, max_length=60)
    fact = forms.CharField(label=_("事项代码"), required=False, max_length=60)
    since = forms.DateField(label=_("从"), required=False, widget=DayInput)
    until = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def asked(self) -> Asked:
        self.is_valid()
        found: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(**found)


class KeptForm(forms.Form):
    """A seal somebody kept."""

    number = forms.IntegerField(label=_("编号"), min_value=1, max_value=2**62)
    head = forms.RegexField(
        r"^\s*[0-9A-Fa-f]{64}\s*$", label=_("链首"), max_length=80, help_text=_("64 位十六进制字符")
    )

    def answer(self) -> str:
        """same, other or unknown."""
        found = seals().filter(pk=self.cleaned_data["number"]).first()
        if found is None:
            return "unknown"
        return "same" if str(found) == self.cleaned_data["head"].strip().lower() else "other"
