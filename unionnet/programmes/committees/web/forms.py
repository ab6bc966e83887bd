# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.forms import DayInput
from unionnet.foundation.ui.tags.boxes import cite
from unionnet.programmes.committees.actions import TermPlan, Vote
from unionnet.programmes.committees.models import Body, Permission, Post, Seat
from unionnet.programmes.committees.naming import Named, read_names

EARLIEST, LATEST = date(1949, 1, 1), date(2199, 12, 31)
NAMES_HINT = _("每行一人：姓名，可以加会员证号和职务，例如“张三 主席”。可以从 Excel 粘贴。")
BASIS_HINT = _("批复或通知的文号，记入日志")
ABOUT = {"all_members": "should_attend", "wrong_delegates": "should_attend", "general_meeting": "meeting"}


class Day(forms.DateField):
    """A day in the years this register can speak of."""

    def __init__(self, label: Any, **options: Any) -> None:
        widget = DayInput()
        super().__init__(label=label, widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d"], **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(gettext("请核对日期。"))


def say(form: forms.Form, refusal: Refusal) -> None:
    """A "no" stays on the form it belongs to, at the field it speaks of, with the article it rests on."""
    labels = {str(label): body for body, label in Body.choices}
    field = ABOUT.get(refusal.code) or labels.get(str(refusal.facts.get("body", "")))
    known = field if field in form.fields else None
    form.add_error(known, format_html("{} {}", refusal, cite(refusal.rule)))


class RegisterForm(forms.Form):
    """A committee that sits already."""

    body = forms.ChoiceField(label=_("机构"), choices=Body.choices)
    session = forms.IntegerField(label=_("第几届"), min_value=1, max_value=99)
    since = Day(_("任期开始"), help_text=_("选举或批复的日期"))
    years = forms.TypedChoiceField(label=_("任期（年）"), coerce=int, choices=())
    basis = forms.CharField(label=_("批复文号"), max_length=60, required=False, help_text=BASIS_HINT)
    names = forms.CharField(
        label=_("成员名单"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}), help_text=NAMES_HINT
    )

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["years"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]

    @property
    def plan(self) -> TermPlan:
        given = self.cleaned_data
        return TermPlan(given["body"], given["session"], given["since"], given["years"], given["basis"])

    @property
    def named(self) -> list[Named]:
        return read_names(self.cleaned_data["names"])


LEAVING = [
    (value, label)
    for value, label in Seat.Leaving.choices
    if value not in (Seat.Leaving.TERM_ENDED, Seat.Leaving.REPOSTED, Seat.Leaving.UNION_ENDED)
]


class LeaveForm(forms.Form):
    """Somebody leaves in the middle of a term."""

    leaving = forms.ChoiceField(label=_("离任原因"), choices=LEAVING)
    until = Day(_("离任日期"))
    yes = forms.IntegerField(
        label=_("赞成票"), required=False, min_value=0, max_value=10_000_000, help_text=_("罢免时填写")
    )
    everybody = forms.IntegerField(
        label=_("全体会员（代表）人数"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text=_("罢免时填写"),
    )
    note = forms.CharField(label=_("说明"), max_length=120, required=False)

    @property
    def vote(self) -> Vote | None:
        yes, everybody = self.cleaned_data["yes"], self.cleaned_data["everybody"]
        return None if yes is None or everybody is None else Vote(yes, everybody)


class FillForm(forms.Form):
    """Somebody is elected into an empty seat."""

    name = forms.CharField(label=_("姓名"), max_length=80, help_text=_("可以加会员证号"))
    post = forms.ChoiceField(label=_("职务"), choices=Post.choices)
    since = Day(_("任职日期"))
    basis = forms.CharField(label=_("依据文号"), max_length=60, required=False, help_text=BASIS_HINT)

    @property
    def named(self) -> Named:
        found = read_names(self.cleaned_data["name"])
        if len(found) != 1:
            raise Refusal("one_name", gettext("请填写一个人的姓名。"))
        return Named(found[0].name, found[0].person, self.cleaned_data["post"])


class AskForm(forms.Form):
    """What the union above is asked to allow."""

    kind = forms.ChoiceField(label=_("事项"), choices=Permission.Kind.choices)
    until = Day(_("新的届满日期"), required=False, help_text=_("延期换届时填写"))
    seat: Any = forms.ModelChoiceField(
        label=_("调动的主席或副主席"), queryset=None, required=False, help_text=_("调动时选择")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, seats: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["seat"]
        field.queryset = seats
        field.label_from_instance = lambda seat: f"{seat.holder} · {seat.get_post_display()}"
