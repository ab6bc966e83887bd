# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.programmes.outreach.actions import Plan
from unionnet.programmes.outreach.models import Ask


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MeetingForm(forms.Form):
    union = forms.CharField(label=gettext_lazy("主办工会"), max_length=100)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80)
    starts_at = forms.DateTimeField(label=pgettext_lazy("time", "开始"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=pgettext_lazy("time", "结束"), widget=MomentInput())

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unions = reached_by(person, "outreach.manage").filter(until__isnull=True).order_by("path")
        self.fields["union"].widget.attrs["list"] = "unions"
        if first := self.unions.first():
            self.fields["union"].initial = first.name

    @property
    def names(self) -> list[str]:
        return list(self.unions.values_list("name", flat=True)[:200])

    def clean_union(self) -> Organisation:
        found = list(self.unions.filter(name=self.cleaned_data["union"])[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("在您管理的范围内没有这个工会，请从提示中选择。"))
        return found[0]

    @property
    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(said["title"], said["place"], said["starts_at"], said["ends_at"])


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        choices=Ask.Kind.choices,
        widget=forms.RadioSelect,
        initial=Ask.Kind.QUESTION,
    )
    text = forms.CharField(
        label=gettext_lazy("内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class LeafletForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("资料名称"), max_length=60)
    count = forms.IntegerField(label=gettext_lazy("发放（份）"), min_value=1, max_value=10_000)
