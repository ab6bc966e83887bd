# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.memberday.models import LAST, Session
from unionnet.tools.benefits.web.raffle_forms import RaffleForm


class MemberDayForm(UnionForm):
    verb = "memberday.manage"
    union = UnionChoice(label=gettext_lazy("主办工会"))
    title = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    title_en = forms.CharField(label=gettext_lazy("名称（英文）"), max_length=80, required=False)
    day = forms.IntegerField(label=gettext_lazy("每月几日"), min_value=1, max_value=LAST, initial=18)


class YearForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("年份"), min_value=2000, max_value=2099)


class MoveForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("改到"), widget=DayInput())


class SessionForm(RaffleForm):
    """The raffle of one session: union and title are known, one try a person is the rule of a member day."""

    def __init__(self, session: Session, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        self.host = session.member_day.organisation
        for known in ("union", "title", "title_en", "tries", "mode", "key"):
            del self.fields[known]

    @property
    def terms(self) -> Any:
        self.cleaned_data |= {
            "union": self.host,
            "title": "-",
            "title_en": "",
            "tries": 1,
            "mode": "instant",
        }
        return super().terms
