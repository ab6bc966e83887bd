# SPDX-License-Identifier: Apache-2.0
"""The plan, and the words that go with a move."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.ui.forms import MomentInput, SuggestingInput
from unionnet.tools.activities.actions import Plan
from unionnet.tools.activities.models import Activity

SUGGESTED = 200


class PlanForm(UnionForm):
    verb = "activities.manage"
    union = UnionChoice(label=gettext_lazy("主办工会"))
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=Activity.Kind.choices)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    purpose = forms.CharField(
        label=gettext_lazy("目的和内容"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    topic = forms.CharField(
        label=gettext_lazy("专题"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("需要按专题汇总的填写，例：数智素养"),
    )
    starts_at = forms.DateTimeField(label=pgettext_lazy("time", "开始"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=pgettext_lazy("time", "结束"), widget=MomentInput())
    site = forms.CharField(
        label=gettext_lazy("阵地"),
        max_length=60,
        required=False,
        widget=SuggestingInput,
        help_text=gettext_lazy("在驿站或场馆办的选择名称；在别处办的写地点"),
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80, required=False)
    expected = forms.IntegerField(label=gettext_lazy("预计人数"), min_value=1, max_value=1_000_000)
    audience = forms.ChoiceField(label=gettext_lazy("对象"), choices=Activity.Audience.choices)
    any_tags = forms.MultipleChoiceField(
        label=gettext_lazy("只面向这些群体（都不选即不限）"),
        choices=[*LISTS.items(), *OCCUPATIONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        self.fields["site"].widget.suggestions = self._site_names

    def _site_names(self) -> list[str]:
        return list(self._sites().order_by("name").values_list("name", flat=True)[:SUGGESTED])

    def _sites(self) -> QuerySet[Site]:
        return public_sites().filter(organisation__in=self.unions.order_by())

    def clean_site(self) -> Site | None:
        if not (name := self.cleaned_data["site"]):
            return None
        found = list(self._sites().filter(name=name)[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到这个阵地，请从提示中选择，或者只写地点。"))
        return found[0]

    @property
    def plan(self) -> Plan:
        said = {name: value for name, value in self.cleaned_data.items() if name != "union"}
        return Plan(**{**said, "any_tags": tuple(said["any_tags"])})


def plan_of(activity: Activity) -> dict[str, Any]:
    """What the form of a plan that is there starts from."""
    return {
        "union": activity.organisation.name,
        "site": activity.site.name if activity.site else "",
        **{
            name: getattr(activity, name)
            for name in (
                *("kind", "title", "purpose", "topic", "starts_at", "ends_at", "place"),
                *("expected", "audience", "any_tags"),
            )
        },
    }


class NoteForm(forms.Form):
    """The words of a move."""

    note = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)
