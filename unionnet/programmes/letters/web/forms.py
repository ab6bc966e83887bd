# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.texts import lines_of
from unionnet.programmes.letters.actions import Draft
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.rules import HANDLE, Kind
from unionnet.programmes.letters.web.choosing import EmployerChoice


class PaperForm(UnionForm):
    """What a paper says; a proposal is told to whom it goes, the others go to the employer."""

    verb = HANDLE
    union = UnionChoice(label=gettext_lazy("发文工会"))
    number = forms.CharField(
        label=gettext_lazy("文号"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("如：云工监〔2026〕3号；可以以后在文件上填写"),
    )
    problem = forms.CharField(
        label=gettext_lazy("发现的问题和依据"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("写明事实和法律条文，不要写职工姓名"),
    )
    demand = forms.CharField(
        label=pgettext_lazy("letter", "要求"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    investigators = forms.CharField(
        label=gettext_lazy("监督员姓名和证号"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("每行一名；意见书至少两名"),
    )

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        names = lines_of(said["investigators"])
        return Draft(said["problem"], said["demand"], names, said.get("to", ""), said["number"])


class NewForm(PaperForm):
    employer = EmployerChoice()
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("union", "employer", "number", "problem", "demand", "investigators")


class NextForm(PaperForm):
    to = forms.CharField(label=gettext_lazy("主送部门"), max_length=120)
    field_order = ("union", "to", "number", "problem", "demand", "investigators")

    def __init__(
        self, person: Person, kind: Kind, unions: QuerySet[Organisation], *args: Any, **options: Any
    ) -> None:
        super().__init__(person, *args, **options)
        chosen: Any = self.fields["union"]
        chosen.unions, chosen.initial = unions, unions.first()
        if kind != Kind.PROPOSAL:
            del self.fields["to"]


class DeliveryForm(forms.Form):
    receipt = forms.CharField(
        label=gettext_lazy("谁签收、怎样送达"),
        max_length=120,
        help_text=gettext_lazy("如：人事部王女士当面签收，回执已归档"),
    )


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label=pgettext_lazy("letter", "答复"), choices=Letter.Answer.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("答复内容"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
