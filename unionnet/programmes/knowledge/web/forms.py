# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.web.choosing import UnionForm
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.knowledge.actions import Words
from unionnet.programmes.knowledge.rules import MANAGE


class AnswerForm(UnionForm):
    """`union` says for whom it is: everybody below that union reads it."""

    verb: ClassVar[str] = MANAGE
    question = forms.CharField(label=_("职工的问题"), max_length=120, help_text=_("像职工问的那样写。"))
    text = forms.CharField(label=_("回答"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("哪个文件、第几条。"))
    valid_from = forms.DateField(label=_("从哪天起有效"), widget=DayInput)
    valid_until = forms.DateField(
        label=_("有效到哪天"),
        required=False,
        widget=DayInput,
        help_text=_("没有期限的不填；到期不再显示。"),
    )

    @property
    def words(self) -> Words:
        said = self.cleaned_data
        days = said["valid_from"], said["valid_until"]
        return Words(said["question"], said["text"], said["source"], *days)
