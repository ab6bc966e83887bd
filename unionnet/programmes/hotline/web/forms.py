# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.web.choosing import UnionForm
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.hotline.rules import MANAGE
from unionnet.tools.casework.models import Case

CHANNELS = [(Case.Channel.FROM_12345.value, _("12345 转来")), (Case.Channel.API.value, _("上级 12351 派来"))]


class FileForm(UnionForm):
    """Orders of another hotline, as a file."""

    verb: ClassVar[str] = MANAGE
    channel = forms.ChoiceField(label=_("从哪里来"), choices=CHANNELS)
    file = forms.FileField(
        label=_("工单文件"), help_text=_("Excel 或 CSV，一次最多 500 行；同一个工单编号再导入不会重复。")
    )


class HandoverForm(forms.Form):
    number = forms.CharField(label=_("12345 工单号"), max_length=40)
    words = forms.CharField(
        label=_("转出理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("来电人会看到。"),
    )


class CutOffForm(UnionForm):
    verb: ClassVar[str] = MANAGE
    since = forms.DateField(label=_("从哪天收到的"), widget=DayInput)
    last = forms.DateField(label=_("截止到哪天"), widget=DayInput)
