# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.postings.actions import Note, Trouble
from unionnet.programmes.postings.models import Opinion
from unionnet.programmes.postings.queries import officer_names, officers_named
from unionnet.programmes.postings.rules import why_not_raise

BETWEEN = re.compile(r"[、，,；;\s]+")
MOST_SENT = 30
STARS = [(5, gettext_lazy("很满意")), (4, gettext_lazy("满意")), (3, gettext_lazy("一般"))]
STARS += [(2, gettext_lazy("不满意")), (1, gettext_lazy("很不满意"))]


class TroubleForm(forms.Form):
    """A problem: what, whose, until when."""

    what = forms.CharField(label=gettext_lazy("问题"), max_length=200)
    whose = forms.CharField(
        label=gettext_lazy("由谁解决"), max_length=60, help_text=gettext_lazy("写单位或岗位，例：镇总工会")
    )
    due_on = forms.DateField(label=gettext_lazy("期限"), widget=DayInput)

    @property
    def trouble(self) -> Trouble | None:
        said = self.cleaned_data
        if not said["what"]:
            return None
        return Trouble(said["what"], said["whose"], said["due_on"])


class NoteForm(TroubleForm):
    """A minute on the phone: some words, perhaps a photo, a place, a problem. The key makes a form that is
    sent twice one entry."""

    field_order = ("text", "photo", "place", "weather", "day", "what", "whose", "due_on", "key")
    text = forms.CharField(
        label=gettext_lazy("做了什么、看到什么"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    photo = forms.FileField(
        label=gettext_lazy("照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=60, required=False)
    weather = forms.CharField(label=gettext_lazy("天气"), max_length=12, required=False)
    day = forms.DateField(label=gettext_lazy("日期"), widget=DayInput)
    key = forms.CharField(max_length=32, widget=forms.HiddenInput, initial=lambda: secrets.token_hex(16))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("what", "whose", "due_on"):
            self.fields[name].required = False
        self.fields["what"].label = _("发现了问题（没有可不填）")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        day = said.get("day")
        if said.get("what") and day:
            refusal = why_not_raise(said["what"], said.get("whose", ""), said.get("due_on"), since=day)
            if refusal:
                self.add_error("what", str(refusal))
        return said

    def note(self, photo: Any) -> Note:
        said = self.cleaned_data
        return Note(said["day"], said["text"], said["key"], said["place"], photo, said["weather"])


class ResultForm(forms.Form):
    result = forms.CharField(label=gettext_lazy("怎样解决的"), max_length=300)


class OpinionForm(forms.Form):
    stage = forms.ChoiceField(
        label=gettext_lazy("什么时候"), choices=Opinion.Stage.choices, widget=forms.RadioSelect
    )
    stars = forms.TypedChoiceField(
        label=gettext_lazy("满意度"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("想说的话"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("报告里不写是谁说的。"),
    )


class Sending(forms.Form):
    """Who is sent: names, parted by 、 or a space."""

    people = forms.CharField(
        label=gettext_lazy("蹲点人员"),
        max_length=600,
        help_text=gettext_lazy("写姓名，用顿号隔开；有同名的写会员证号。须是任职中的工会干部。"),
    )
    ends_on = forms.DateField(label=gettext_lazy("结束"), widget=DayInput)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)

    @property
    def names(self) -> list[str]:
        return officer_names(self.person)

    def clean_people(self) -> list[Person]:
        names = [name for name in BETWEEN.split(self.cleaned_data["people"]) if name][:MOST_SENT]
        found = {name: officers_named(self.person, name) for name in names}
        if nobody := [name for name, people in found.items() if not people]:
            raise forms.ValidationError(_("没有找到：%(names)s。") % {"names": _("、").join(nobody)})
        if double := [name for name, people in found.items() if len(people) > 1]:
            raise forms.ValidationError(
                _("有同名的，请写会员证号：%(names)s。") % {"names": _("、").join(double)}
            )
        return [people[0] for people in found.values()]


class PostingForm(Sending):
    field_order = ("union", "purpose", "people", "starts_on", "ends_on", "sender")
    union = forms.CharField(label=gettext_lazy("蹲点工会"), max_length=100)
    sender = forms.CharField(label=gettext_lazy("派出工会"), max_length=100)
    purpose = forms.CharField(label=gettext_lazy("蹲点任务"), max_length=120)
    starts_on = forms.DateField(label=gettext_lazy("开始"), widget=DayInput)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        first = reached_by(person, "postings.manage").order_by("path").first()
        self.fields["sender"].initial = first.name if first else ""
        for name in ("union", "sender"):
            self.fields[name].widget.attrs["list"] = "unions"

    @property
    def unions(self) -> list[str]:
        rows = reached_by(self.person, "postings.manage").filter(until__isnull=True).order_by("path")
        return list(rows.values_list("name", flat=True)[:200])

    def clean_union(self) -> Organisation:
        return self._named("union")

    def clean_sender(self) -> Organisation:
        return self._named("sender")

    def _named(self, field: str) -> Organisation:
        rows = reached_by(self.person, "postings.manage").filter(name=self.cleaned_data[field])
        found = list(rows[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("在您管理的范围内没有这个工会，请从提示中选择。"))
        return found[0]


class ChangeForm(Sending):
    """Another end, or more people."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].required = False
        self.fields["people"].label = _("增派人员")


def said_no(form: forms.Form, refusal: Refusal) -> None:
    """Show a "no" on the form, so that nothing that was written is lost."""
    form.add_error(None, str(refusal))
