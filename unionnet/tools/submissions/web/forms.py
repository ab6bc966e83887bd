# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.ui.forms import DayInput
from unionnet.tools.submissions.models import Kind, Submission
from unionnet.tools.submissions.models.kinds import spoken
from unionnet.tools.submissions.queries import (
    deciders_for,
    letterhead_for,
    next_number,
    senders_for,
)
from unionnet.tools.submissions.queries.letters import proposed_reply

MOST_SENDERS = 200


def names_in(text: str) -> list[str]:
    """Names parted by commas, semicolons or lines."""
    for mark in "，,；;\n\r":
        text = text.replace(mark, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def answer_field(each: dict[str, Any]) -> forms.Field:
    """The field of one question of a kind. None is required: what is saved may be incomplete."""
    label = spoken(each["label"])
    if each.get("type") == "long":
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=label, max_length=2000, required=False, widget=area)
    if each.get("type") == "number":
        return forms.IntegerField(label=label, min_value=0, max_value=10**9, required=False)
    if each.get("type") == "date":
        return forms.DateField(label=label, required=False, widget=DayInput)
    return forms.CharField(label=label, max_length=200, required=False)


class WordsForm(forms.Form):
    """Title, body and the questions of the kind. What is saved may be incomplete; what is sent may not."""

    title = forms.CharField(label=_("标题"), max_length=120, help_text=_("如：关于……的请示"))
    body = forms.CharField(
        label=_("正文"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 12})
    )

    def __init__(self, kind: Kind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._names = [each["name"] for each in kind.questions]
        for each in kind.questions:
            self.fields[f"answer-{each['name']}"] = answer_field(each)

    def answers(self) -> dict[str, Any]:
        """What the submission keeps: texts and numbers, dates as text."""
        given = {name: self.cleaned_data[f"answer-{name}"] for name in self._names}
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in given.items()
        }


class NewForm(WordsForm):
    """From which union, to which."""

    sender = forms.CharField(
        label=_("报送工会"), max_length=100, widget=forms.TextInput(attrs={"list": "senders"})
    )
    decider = forms.CharField(
        label=_("报给"),
        max_length=100,
        required=False,
        help_text=_("不填则报给有权批复的上一级工会"),
    )
    field_order = ("sender", "decider", "title", "body")

    def __init__(self, kind: Kind, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(kind, *args, **options)
        self._senders = senders_for(person)
        self.senders = list(self._senders.values_list("name", flat=True)[:MOST_SENDERS])
        if self.senders:
            self.initial.setdefault("sender", self.senders[0])

    def clean_sender(self) -> Organisation:
        found = self._senders.filter(name=self.cleaned_data["sender"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这个工会，或不在您的管理范围内。"))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sender, name = data.get("sender"), (data.get("decider") or "").strip()
        if sender and name:
            data["decider"] = next((union for union in deciders_for(sender) if union.name == name), None)
            if data["decider"] is None:
                self.add_error("decider", _("没有找到这个上级工会。"))
        elif sender:
            data["decider"] = None
        return data


class DecisionForm(forms.Form):
    """The reply: its words, number and date."""

    reply = forms.CharField(label=_("批复正文"), max_length=8000, widget=forms.Textarea(attrs={"rows": 9}))
    word = forms.CharField(
        label=_("发文代字"), max_length=20, help_text=_("如“云工组”。本会这类文件第一次发文时填写")
    )
    number = forms.IntegerField(
        label=_("顺序号"), required=False, min_value=1, max_value=99_999, help_text=_("不填则用下一个号")
    )
    gap_reason = forms.CharField(
        label=_("空号原因"), max_length=200, required=False, help_text=_("跳号时填写，如“线下已用”")
    )
    on = forms.DateField(label=_("批复日期"), widget=DayInput)

    def __init__(self, submission: Submission, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        head = letterhead_for(submission.decider, submission.kind.series)
        self.fields["on"].initial, self.fields["reply"].initial = today, proposed_reply(submission)
        if head:
            del self.fields["word"]
            self.fields["number"].help_text = gettext(
                "%(word)s〔%(year)s〕，下一个是 %(n)s 号；不填则用下一个号"
            ) % {
                "word": head.word,
                "year": today.year,
                "n": next_number(head, today.year),
            }


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PaperForm(forms.Form):
    """A file for one of the papers of the kind, or for another one."""

    key = forms.ChoiceField(label=_("是哪一份"), required=False)
    title = forms.CharField(label=_("名称"), max_length=80, required=False, help_text=_("不填则用文件名"))
    file = forms.FileField(label=_("文件"), help_text=_("PDF、Word、Excel 或照片，不超过 20 MB"))

    def __init__(self, kind: Kind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = [(each["key"], spoken(each["label"])) for each in kind.papers]
        self.fields["key"].choices = [*labels, ("", gettext("其他"))]  # type: ignore[attr-defined]
        if labels:
            self.initial.setdefault("key", labels[0][0])
        else:
            del self.fields["key"]


class ScanForm(forms.Form):
    """The sealed reply as it went out on paper."""

    file = forms.FileField(label=_("盖章后的批复（扫描件或照片）"))


class CopyForm(forms.Form):
    unions = forms.CharField(
        label=_("抄送工会"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("用顿号分开，写全称"),
    )

    def names(self) -> list[str]:
        return names_in(self.cleaned_data["unions"])
