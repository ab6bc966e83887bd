# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.ui.forms import DayInput, MomentInput, YuanField
from unionnet.programmes.campaigns.actions import Terms
from unionnet.programmes.campaigns.models import Campaign, Partner
from unionnet.programmes.campaigns.queries import benefits_to_give
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.web.forms import PlanForm

SUGGESTED = 200
BETWEEN = re.compile(r"[、，,；;\n\r]+")


class CampaignForm(UnionForm):
    verb = "campaigns.manage"
    union = UnionChoice(label=gettext_lazy("主办工会"))
    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=Campaign.Kind.choices)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    line = forms.CharField(
        label=gettext_lazy("所属工程"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("几项行动同属一个工程的填写，例：四季送"),
    )
    purpose = forms.CharField(
        label=gettext_lazy("目的和内容"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    starts_on = forms.DateField(label=gettext_lazy("开始"), widget=DayInput)
    ends_on = forms.DateField(label=gettext_lazy("结束"), widget=DayInput)
    budget = YuanField(label=gettext_lazy("预算（元）"), most=100_000_000, initial=0)
    sites = forms.CharField(
        label=gettext_lazy("参与阵地"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("写驿站或场馆的名称，用顿号隔开"),
    )
    any_tags = forms.MultipleChoiceField(
        label=gettext_lazy("只面向这些群体（都不选即不限）"),
        choices=[*LISTS.items(), *OCCUPATIONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def _sites(self) -> QuerySet[Site]:
        return public_sites().filter(organisation__in=self.unions.order_by())

    def clean_sites(self) -> list[Site]:
        names = {name.strip() for name in BETWEEN.split(self.cleaned_data["sites"]) if name.strip()}
        found = {site.name: site for site in self._sites().filter(name__in=names)}
        if missing := sorted(names - set(found)):
            raise forms.ValidationError(_("没有找到：%(names)s。") % {"names": _("、").join(missing)})
        return sorted(found.values(), key=lambda site: site.pk)

    @property
    def terms(self) -> Terms:
        said = {name: value for name, value in self.cleaned_data.items() if name != "union"}
        said["any_tags"] = tuple(said["any_tags"])
        return Terms(**said)


def terms_of(campaign: Campaign) -> dict[str, Any]:
    """What the form of a campaign that is there starts from."""
    names = ("kind", "title", "line", "purpose", "starts_on", "ends_on", "budget", "any_tags")
    return {
        **{name: getattr(campaign, name) for name in names},
        "union": campaign.organisation.name,
        "sites": _("、").join(campaign.sites.order_by("pk").values_list("name", flat=True)),
    }


class PartnerForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=100)
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Partner.Role.choices)
    gives = forms.CharField(label=gettext_lazy("提供"), max_length=120, required=False)


class HoldForm(PlanForm):
    """The plan of an activity; whose it is and whom it is for, the campaign says."""

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        for name in ("union", "any_tags"):
            del self.fields[name]

    @property
    def plan(self) -> Any:
        self.cleaned_data.setdefault("any_tags", [])
        return super().plan


class GiftForm(forms.Form):
    benefit: Any = forms.ModelChoiceField(
        None,
        label=gettext_lazy("普惠项目"),
        to_field_name="public_id",
        help_text=gettext_lazy("先在“普惠发放”里建好；领到的人自动计入这个活动，不用再签到"),
    )

    def __init__(self, activity: Activity, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["benefit"].queryset = benefits_to_give(activity)  # type: ignore[attr-defined]


class PlacesForm(forms.Form):
    size = forms.IntegerField(label=gettext_lazy("名额"), min_value=1, max_value=100_000)
    opens_at = forms.DateTimeField(label=gettext_lazy("开始报名"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=gettext_lazy("截止报名"), widget=MomentInput())
