# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice
from unionnet.foundation.ui.forms import MomentInput
from unionnet.programmes.incidents.actions import Finding, Outcome
from unionnet.programmes.incidents.models import Incident

NOBODY = _("没有指定")


class RaiseForm(forms.Form):
    """What was found, at which of the officer's own desks."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    union = UnionChoice(label=_("发生在哪个工会"))
    is_drill = forms.BooleanField(
        label=_("这是演练"), required=False, help_text=_("演练照样计时、照样记录，不计入事件数")
    )
    level = forms.ChoiceField(
        label=_("事件级别"),
        choices=Incident.Level,
        widget=forms.RadioSelect,
        help_text=_("较大以上的，从发现时起计报告时限；拿不准的先按较大登记，以后可以改"),
    )
    sort = forms.ChoiceField(label=_("事件类别"), choices=Incident.Sort)
    title = forms.CharField(label=_("一句话说明"), max_length=80, help_text=_("如：会员系统被批量试密码"))
    text = forms.CharField(
        label=_("现象、影响、已经做了什么"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    found_at = forms.DateTimeField(
        label=_("发现时间"), required=False, widget=MomentInput(), help_text=_("不填就是现在")
    )

    def __init__(self, unions: QuerySet[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["union"]
        chosen.unions = unions
        chosen.initial = unions.first()
        self.fields["key"].initial = uuid4

    @property
    def finding(self) -> Finding:
        said = self.cleaned_data
        return Finding(said["level"], said["sort"], said["title"], said["text"])


class ReportForm(forms.Form):
    words = forms.CharField(
        label=_("报告给谁、怎样报告、经办人"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("如：电话报告省委网信办值班室，接报人王某，随后发送书面报告"),
    )


class SettleForm(forms.Form):
    """Cause and measure may stand in the case already; what is missing there is named by the verb."""

    cause = forms.CharField(
        label=_("原因"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    measure = forms.CharField(
        label=_("整改措施"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    words = forms.CharField(label=_("处置结果"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def outcome(self) -> Outcome:
        said = self.cleaned_data
        return Outcome(said["cause"], said["measure"], said["words"])


class DutyForm(forms.Form):
    """A field for each line: one of the officers of the union, or nobody."""

    def __init__(
        self, lines: list[tuple[str, str, Person | None]], officers: list[Person], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._known = {str(each.pk): each for each in officers}
        self._lines = [line for line, _label, _person in lines]
        for line, label, person in lines:
            # Who has left the desk stands there until somebody else is named.
            shown = {str(person.pk): person} | self._known if person else self._known
            choices = [("", NOBODY), *((key, each.name) for key, each in shown.items())]
            self.fields[line] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=str(person.pk) if person else ""
            )
            self._known |= shown

    @property
    def people(self) -> dict[str, Person | None]:
        return {line: self._known.get(self.cleaned_data[line]) for line in self._lines}
