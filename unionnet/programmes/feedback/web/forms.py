# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionForm
from unionnet.programmes.feedback.actions import Said
from unionnet.programmes.feedback.models import LONGEST_SHOWN, Feedback
from unionnet.programmes.feedback.queries import allows_unnamed
from unionnet.programmes.feedback.rules import HANDLE
from unionnet.tools.casework.actions import Owner
from unionnet.tools.casework.web.forms import MOBILE, PapersField


class GiveForm(forms.Form):
    """On a phone. Who has no account leaves a name and a number, or neither where the box lets them."""

    topic = forms.ChoiceField(
        label=gettext_lazy("哪方面的意见"), choices=Feedback.Topic.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("一句话说明"), max_length=80, help_text=gettext_lazy("如：驿站晚上早一点开空调")
    )
    text = forms.CharField(
        label=gettext_lazy("具体情况和建议"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    papers = PapersField()
    is_unnamed = forms.BooleanField(
        label=gettext_lazy("不署名"),
        required=False,
        help_text=gettext_lazy("不记您是谁。请保存回执网址，凭它查进展。"),
    )
    name = forms.CharField(label=gettext_lazy("怎么称呼您"), max_length=60, required=False)
    phone = forms.RegexField(
        MOBILE, label=gettext_lazy("手机号"), required=False, help_text=gettext_lazy("只用于和您联系")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, person: Person | None, *args: Any, unnamed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._person = person
        if not unnamed:
            del self.fields["is_unnamed"]
        if person is not None:
            del self.fields["name"], self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self._person is None and not said.get("is_unnamed"):
            for field in ("name", "phone"):
                if not said.get(field) and field not in self.errors:
                    self.add_error(field, _("这是必填项。"))
        return said

    @property
    def said(self) -> Said:
        values = self.cleaned_data
        return Said(values["title"], values["text"], values["topic"], bool(values.get("is_unnamed")))

    @property
    def owner(self) -> Owner:
        if self._person is not None:
            return Owner(person=self._person)
        return Owner(phone=self.cleaned_data["phone"], name=self.cleaned_data["name"])


class TaskForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("任务"), min_length=4, max_length=120, help_text=gettext_lazy("要做成什么事")
    )
    requirement = forms.CharField(
        label=gettext_lazy("任务要求"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("办任务的单位会看到，请不要写提意见的人是谁。"),
    )


class WordsForm(forms.Form):
    told = forms.CharField(
        label=gettext_lazy("大家看到的意见"), max_length=LONGEST_SHOWN, widget=forms.Textarea({"rows": 3})
    )
    answered = forms.CharField(
        label=gettext_lazy("办得怎样"),
        max_length=LONGEST_SHOWN,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("请用自己的话写，不写姓名、电话和能认出人的内容。"),
    )


class BoxForm(UnionForm):
    verb = HANDLE
    allows_unnamed = forms.BooleanField(
        label=gettext_lazy("可以不署名"),
        required=False,
        help_text=gettext_lazy("没有自己设置的下级工会照此办理。"),
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        if union := self.unions.first():
            self.fields["allows_unnamed"].initial = allows_unnamed(union)
