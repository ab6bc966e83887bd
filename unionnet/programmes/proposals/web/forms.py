# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.ui.forms import DayInput, MomentInput
from unionnet.programmes.proposals.actions import Answer, Guest, Talk, Task
from unionnet.programmes.proposals.models import Event, Participant
from unionnet.programmes.proposals.rules import HANDLE
from unionnet.tools.activities.actions import Plan
from unionnet.tools.activities.models import Activity
from unionnet.tools.casework.actions import Matter
from unionnet.tools.casework.queries.cases import plain
from unionnet.tools.casework.web.forms import MOBILE, PapersField

FILE_KINDS = {Event.Kind.INSPECTION: Activity.Kind.VISIT, Event.Kind.CONSULTATION: Activity.Kind.MEETING}


class EventForm(UnionForm):
    verb = HANDLE
    union = UnionChoice(label=gettext_lazy("承办工会"))
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=Event.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=gettext_lazy("名称"), max_length=80, help_text=gettext_lazy("如：驿站建设视察“把脉问诊”")
    )
    starts_at = forms.DateTimeField(label=pgettext_lazy("time", "开始"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=pgettext_lazy("time", "结束"), widget=MomentInput())
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80)
    expected = forms.IntegerField(label=gettext_lazy("预计人数"), min_value=1, max_value=1_000_000)

    @property
    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            kind=FILE_KINDS[Event.Kind(said["kind"])],
            title=said["title"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            expected=said["expected"],
            place=said["place"],
        )


class ParticipantForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("身份"), choices=Participant.Role.choices)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    phone = forms.RegexField(
        MOBILE,
        label=gettext_lazy("手机号"),
        required=False,
        help_text=gettext_lazy("姓名和手机号加密保存，只用于协商和送达答复，活动结束 5 年后抹去"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def guest(self) -> Guest:
        said = self.cleaned_data
        return Guest(said["role"], said["name"], said["phone"])


class ProposalForm(forms.Form):
    """What somebody said. Who, is chosen among those who took part."""

    participant = forms.ChoiceField(label=gettext_lazy("提出人"))
    title = forms.CharField(
        label=gettext_lazy("一句话说明"), max_length=80, help_text=gettext_lazy("如：在主城区以外增设驿站")
    )
    text = forms.CharField(
        label=gettext_lazy("意见内容"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("请不要写姓名和电话"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, people: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["participant"]
        chosen.choices = people

    @property
    def matter(self) -> Matter:
        return Matter(self.cleaned_data["title"], self.cleaned_data["text"])


class TaskForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("任务"), min_length=4, max_length=120, help_text=gettext_lazy("要做成什么事")
    )
    requirement = forms.CharField(
        label=gettext_lazy("任务要求"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("办任务的单位会看到，请不要写提出人是谁。"),
    )
    follows_stations = forms.BooleanField(
        label=gettext_lazy("用驿站数量看成效"),
        required=False,
        help_text=gettext_lazy("比较活动当天和现在启用的驿站有几个，由登记的驿站算出。"),
    )

    @property
    def task(self) -> Task:
        said = self.cleaned_data
        return Task(said["title"], said["requirement"], said["follows_stations"])


class EvidenceField(PapersField):
    """One at least; what they are, the verb finds out."""

    def __init__(self) -> None:
        super().__init__()
        self.required = self.widget.is_required = True
        self.help_text = gettext_lazy("双方签字的协商记录或者现场照片，最多 9 个，每个不超过 20 MB")

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return data


class ConsultationForm(forms.Form):
    held_on = forms.DateField(label=gettext_lazy("协商日期"), widget=DayInput)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80)
    words = forms.CharField(
        label=gettext_lazy("协商情况"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    papers = EvidenceField()

    @property
    def talk(self) -> Talk:
        said = self.cleaned_data
        return Talk(said["held_on"], said["place"], said["words"])


class AnswerForm(forms.Form):
    """The written reply. The word of the series is asked for with a union's first paper of it."""

    text = forms.CharField(
        label=gettext_lazy("答复内容"), max_length=4000, widget=forms.Textarea({"rows": 8})
    )
    signer = forms.CharField(label=gettext_lazy("签发人"), max_length=30)
    word = forms.CharField(
        label=gettext_lazy("发文代字"), max_length=20, help_text=gettext_lazy("如“永工办”，以后按顺序编号")
    )

    def __init__(self, *args: Any, numbers: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if numbers:
            del self.fields["word"]

    @property
    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(said["text"], said["signer"], said.get("word", ""))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("评价码"),
        max_length=20,
        help_text=gettext_lazy("印在工会书面答复的最后，形如 ABCD-2345-WXYZ"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_code(self) -> str:
        return plain(self.cleaned_data["code"])


class JudgementForm(forms.Form):
    satisfied = forms.ChoiceField(
        label=gettext_lazy("评价"),
        choices=[("1", gettext_lazy("满意")), ("0", gettext_lazy("不满意"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("想说的话"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("satisfied") == "0" and not said.get("words"):
            self.add_error("words", _("不满意的，请写明原因，工会会再办理一次。"))
        return said

    @property
    def is_satisfied(self) -> bool:
        return bool(self.cleaned_data["satisfied"] == "1")
