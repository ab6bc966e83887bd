# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Employer
from unionnet.foundation.ui.tags.words import bracketed, listed
from unionnet.programmes.letters.queries import employer_called, employers_like


class EmployerChoice(forms.CharField):
    """A registered employer, by its code or its whole name; to a piece of a name the nearest few are told."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("用人单位"))
        options.setdefault("help_text", gettext_lazy("登记的单位名称，或统一社会信用代码"))
        super().__init__(max_length=120, **options)

    def clean(self, value: Any) -> Employer:
        typed = str(super().clean(value))
        if found := employer_called(typed):
            return found
        near = listed([bracketed(each.name, each.uscc) for each in employers_like(typed)])
        meant = _("请写全名或代码。您找的是不是：%(names)s") % {"names": near}
        unknown = _("没有找到这个单位，请核对代码，或先在用人单位名录中登记。")
        raise forms.ValidationError(meant if near else unknown)
