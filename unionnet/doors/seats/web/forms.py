# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.doors.seats.actions import Taken
from unionnet.doors.seats.models import Call
from unionnet.doors.seats.queries import desks_that_answer
from unionnet.doors.seats.rules import MANAGE
from unionnet.programmes.hotline.kinds import KINDS, five_kinds
from unionnet.programmes.hotline.queries.standing import order_kinds
from unionnet.tools.casework.models import Kind
from unionnet.tools.casework.queries import units_in_line


def known_kinds() -> list[Kind]:
    """The five of the hotline; declared by the first call of all."""
    found = list(order_kinds())
    return found if len(found) == len(KINDS) else five_kinds()


class DeskForm(forms.Form):
    """A union whose calls this person takes."""

    union = UnionChoice(label=_("值班工会"))

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["union"]
        chosen.unions = desks_that_answer(person)


class SitForm(DeskForm):
    extension = forms.RegexField(
        r"^[0-9]{1,12}$",
        label=_("分机号"),
        required=False,
        help_text=_("接了话务平台的填，接起电话就自动打开；没有的不填。"),
    )


class NoteForm(DeskForm):
    """A call at a phone that no switchboard knows of."""

    phone = forms.CharField(
        label=_("来电号码"), max_length=24, required=False, help_text=_("没有显示号码的，可以不填")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class ConsoleForm(forms.Form):
    """What is written while somebody speaks. Only the first line is needed."""

    title = forms.CharField(label=_("一句话说明"), max_length=80, widget=forms.TextInput({"autofocus": True}))
    kind = forms.ChoiceField(label=_("类型"))
    grade = forms.ChoiceField(label=_("难易类别"))
    text = forms.CharField(
        label=_("经过和诉求"), max_length=3900, required=False, widget=forms.Textarea({"rows": 4})
    )
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    name = forms.CharField(label=_("怎么称呼"), max_length=60, required=False)
    phone = forms.CharField(label=_("回电号码"), max_length=24, required=False)
    reply = forms.CharField(
        label=_("当场答复"), max_length=4000, required=False, widget=forms.Textarea({"rows": 3})
    )
    to = UnionChoice(label=_("派给哪个工会"), required=False)

    def __init__(self, call: Call, kinds: list[Kind], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kinds = {kind.key: kind for kind in kinds}
        known: Any = self.fields
        known["kind"].choices = [(key, kind.label) for key, kind in self._kinds.items()]
        grades = {each["key"]: kind.grade_label(each["key"]) for kind in kinds for each in kind.grades}
        known["grade"].choices = list(grades.items())
        known["to"].unions = units_in_line(call.organisation)
        known["to"].initial = ""
        if call.phone is not None:
            del self.fields["phone"]

    @property
    def taken(self) -> Taken:
        said = {name: self.cleaned_data.get(name, "") for name in ("title", "text", "grade", "place", "name")}
        return Taken(self._kinds[self.cleaned_data["kind"]], phone=self.cleaned_data.get("phone", ""), **said)

    def written(self, post: QueryDict) -> str:
        """All fields as they stand in the browser, as one text to be sealed."""
        fields: dict[str, Any] = self.fields
        words = {
            name: post.get(name, "")[: getattr(field, "max_length", 0) or 80]
            for name, field in fields.items()
        }
        return json.dumps(words, ensure_ascii=False)


class EndingForm(forms.Form):
    """Why a call became no case."""

    ending = forms.ChoiceField(
        label=_("没有登记的原因"),
        choices=[choice for choice in Call.Ending.choices if choice[0] != Call.Ending.CASE],
    )


class PhraseForm(UnionForm):
    """For a union and all below it."""

    verb: ClassVar[str] = MANAGE
    key = forms.RegexField(
        r"^[a-z]{1,8}$", label=_("快捷键"), help_text=_("一到八个小写字母。通话时打 / 和它，再按 Tab。")
    )
    text = forms.CharField(label=_("内容"), max_length=1000, widget=forms.Textarea({"rows": 4}))
