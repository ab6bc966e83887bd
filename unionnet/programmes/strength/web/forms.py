# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.strength.models import Item


class RoundForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=60)
    due_on = forms.DateField(label=_("自查截止日期"), widget=DayInput)


class _OfItem(forms.Form):
    """Points of one item, none above the most it gives."""

    points_field = ""

    def __init__(self, *args: Any, item: Item, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[self.points_field].validators.append(MaxValueValidator(item.points))
        self.fields[self.points_field].widget.attrs["max"] = item.points


class OwnForm(_OfItem):
    """What the township says."""

    points_field = "own"
    own = forms.IntegerField(label=_("自评分"), min_value=0)
    evidence = forms.CharField(
        label=_("依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("不写个人信息")
    )
    link = forms.RegexField(
        r"^/[^/\s]\S*$",
        label=_("系统内的记录"),
        max_length=200,
        required=False,
        help_text=_("本系统内的网址，以 / 开头"),
    )
    upload = forms.FileField(label=_("证明材料（图片、PDF 或 Office 文档）"), required=False)


class GivenForm(_OfItem):
    """What the union above gives."""

    points_field = "given"
    given = forms.IntegerField(label=_("核定分"), min_value=0)
    note = forms.CharField(label=_("核查说明"), max_length=300, required=False)
