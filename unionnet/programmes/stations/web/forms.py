# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.phones import MobileField
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.texts import cleaned
from unionnet.foundation.ui.forms import DayInput, YuanField
from unionnet.programmes.stations.models import Cost, Survey
from unionnet.programmes.stations.rules import OTHERS

MANY = ("（多选）", "(多选)", "(multiple)")


class CostForm(forms.Form):
    """One month's bill."""

    month = forms.DateField(
        label=gettext_lazy("月份"),
        widget=forms.DateInput(attrs={"type": "month"}),
        input_formats=["%Y-%m", "%Y-%m-%d"],
    )
    kind = forms.ChoiceField(label=gettext_lazy("费用类别"), choices=Cost.Kind.choices)
    amount = YuanField(label=gettext_lazy("金额（元）"), most=10_000_000)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=60, required=False)


class VisitsForm(forms.Form):
    """How often people came in a month."""

    month = forms.DateField(
        label=gettext_lazy("月份"),
        widget=forms.DateInput(attrs={"type": "month"}),
        input_formats=["%Y-%m", "%Y-%m-%d"],
    )
    times = forms.IntegerField(label=gettext_lazy("来站人次"), min_value=0, max_value=10_000_000)


class OpinionForm(forms.Form):
    """What somebody thinks of a station. The key makes a form that is sent twice one opinion."""

    text = forms.CharField(
        label=gettext_lazy("您的意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 4})
    )
    phone = MobileField(
        required=False,
        help_text=gettext_lazy("只用来告诉您答复，答复后即删除。"),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=lambda: secrets.token_hex(16))


class SurveyForm(UnionForm):
    """Questions as an officer writes them: a line with the question, below it its choices, an empty line."""

    verb = "places.change"
    union = UnionChoice(label=gettext_lazy("在哪个工会的站点调查"))
    title = forms.CharField(label=gettext_lazy("标题"), max_length=60)
    opens_on = forms.DateField(label=gettext_lazy("开始"), widget=DayInput)
    closes_on = forms.DateField(label=gettext_lazy("截止"), widget=DayInput)
    questions = forms.CharField(
        label=gettext_lazy("问题和选项"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "第一行写问题，下面每行一个选项，空一行写下一题。可以多选的在问题后写“（多选）”。"
        ),
    )

    def clean_questions(self) -> list[dict[str, Any]]:
        text = cleaned(self.cleaned_data["questions"]).replace("\r\n", "\n")
        blocks = [
            [line.strip()[:100] for line in block.splitlines() if line.strip()]
            for block in text.split("\n\n")
        ]
        return [_question(block) for block in blocks if block]


def _question(lines: list[str]) -> dict[str, Any]:
    text, *choices = lines
    many = next((mark for mark in MANY if text.endswith(mark)), "")
    return {"text": text.removesuffix(many), "choices": choices, "many": bool(many)}


class SheetForm(forms.Form):
    """The sheet on the phone. The key makes a form that is sent twice one sheet."""

    group = forms.ChoiceField(label=gettext_lazy("您的职业"))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=lambda: secrets.token_hex(16))

    def __init__(self, survey: Survey, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].choices = [("", _("请选择")), *OCCUPATIONS.items(), (OTHERS, _("其他"))]  # type: ignore[attr-defined]
        for number, asked in enumerate(survey.questions):
            choices = list(enumerate(asked["choices"]))
            kind = forms.TypedMultipleChoiceField if asked["many"] else forms.TypedChoiceField
            widget = forms.CheckboxSelectMultiple if asked["many"] else forms.RadioSelect
            self.fields[f"q{number}"] = kind(label=asked["text"], choices=choices, coerce=int, widget=widget)

    @property
    def chosen(self) -> list[list[int]]:
        said = [self.cleaned_data[name] for name in self.fields if name.startswith("q")]
        return [each if isinstance(each, list) else [each] for each in said]
