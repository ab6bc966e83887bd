# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.foundation.ui.forms import MomentInput
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import groups_managed_by, union_named

TERMS = (
    *(
        "title",
        "title_en",
        "summary",
        "summary_en",
        "audience",
        "min_age",
        "max_age",
        "minds_pauses",
        "mode",
        "size",
        "waiting_size",
    ),
    *("confirm_minutes", "opens_at", "closes_at", "starts_at", "ends_at", "withdrawable_until"),
)
MOMENTS = ("opens_at", "closes_at", "starts_at", "ends_at", "withdrawable_until")
LARGEST = 10_000_000


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]
    """The terms of an offer. Unions are typed by name, since a county has hundreds."""

    union = forms.CharField(
        label=_("主办工会"), max_length=100, widget=forms.TextInput(attrs={"list": "unions"})
    )
    only_union = forms.CharField(
        label=_("限所属工会"),
        max_length=100,
        required=False,
        help_text=_("不填则不限所属工会"),
        widget=forms.TextInput(attrs={"list": "unions"}),
    )
    tags = forms.CharField(
        label=_("限人群"),
        max_length=200,
        required=False,
        help_text=_("用顿号分开，如：骑手、司机；不填则不限"),
    )
    group: Any = forms.ModelChoiceField(
        None, label=_("报名组"), required=False, help_text=_("同组项目每人限一个名额")
    )
    new_group = forms.CharField(
        label=_("新的报名组"), max_length=100, required=False, help_text=_("填了名称就新建一组，并放在里面")
    )

    WHAT = (
        "title",
        "title_en",
        "summary",
        "summary_en",
        "union",
        "group",
        "new_group",
        "mode",
        "size",
        "waiting_size",
        "confirm_minutes",
    )
    WHEN = ("opens_at", "closes_at", "starts_at", "ends_at", "withdrawable_until")
    WHO = ("audience", "only_union", "tags", "min_age", "max_age", "minds_pauses")

    class Meta:
        model = Offer
        fields = TERMS
        widgets = {
            **{name: MomentInput() for name in MOMENTS},
            "summary": forms.Textarea(attrs={"rows": 3}),
            "summary_en": forms.Textarea(attrs={"rows": 3, "lang": "en"}),
        }

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._reached = reached_by(person, "enrolment.manage")
        self.unions = list(self._reached.order_by("path").values_list("name", flat=True)[:200])
        offer = self.instance
        self.fields["group"].queryset = groups_managed_by(person)  # type: ignore[attr-defined]
        for name, highest in (("size", LARGEST), ("waiting_size", LARGEST), ("confirm_minutes", 43_200)):
            self.fields[name].max_value = highest  # type: ignore[attr-defined]
        if offer.pk:
            for fixed in ("union", "group", "new_group", "mode"):
                del self.fields[fixed]
            self.initial = {
                **self.initial,
                "only_union": offer.open_to.name if offer.open_to else "",
                "tags": "、".join(offer.any_tags),
            }
        elif len(self.unions) == 1:
            self.initial["union"] = self.unions[0]

    def clean_union(self) -> Organisation:
        return self._union(self.cleaned_data["union"])

    def clean_only_union(self) -> Organisation | None:
        name = self.cleaned_data["only_union"].strip()
        found = union_named(name) if name else None
        if name and found is None:
            raise forms.ValidationError(_("没有找到这个工会。"))
        return found

    def clean_tags(self) -> list[str]:
        words = self.cleaned_data["tags"].replace("，", "、").replace(",", "、").split("、")
        return [word.strip()[:40] for word in words if word.strip()]

    def clean_size(self) -> int:
        return int(self._bounded("size") or 0)

    def clean_waiting_size(self) -> Any:
        return self._bounded("waiting_size")

    def clean(self) -> dict[str, Any]:
        """Said at the field, before the verb says it of the whole."""
        data = super().clean() or {}
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("截止时间要晚于开始时间。"))
        if data.get("mode") == Offer.Mode.RANKED and not (data.get("group") or data.get("new_group")):
            self.add_error("group", _("填报志愿的项目要放在一个报名组里。"))
        return data

    def terms(self) -> dict[str, Any]:
        """What the verbs are told."""
        data = self.cleaned_data
        named = {"open_to": data["only_union"], "any_tags": data["tags"]}
        own = {name: data[name] for name in TERMS if name in data}
        return {**own, **named, **({"group": data["group"]} if "group" in data else {})}

    def _bounded(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if value is not None and value > LARGEST:
            raise forms.ValidationError(_("数字太大。"))
        return value

    def _union(self, name: str) -> Organisation:
        found = self._reached.filter(name=name.strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这个工会，或不在您的管理范围内。"))
        return found


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("取消原因（会通知每个人）"), max_length=200)


class LiftForm(forms.Form):
    reason = forms.CharField(
        label=_("解除原因（本人会看到，并留在记录里）"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonForm(forms.Form):
    """Somebody named by a scanned card, a card number or a receipt."""

    code = forms.CharField(label=_("扫码，或输入会员证号、回执号"), max_length=2000)
