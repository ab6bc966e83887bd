# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.programmes.luckcards.actions import CollectionTerms
from unionnet.programmes.luckcards.models import MOST_A_DAY, Exchange
from unionnet.programmes.luckcards.queries import WAYS
from unionnet.tools.benefits.queries import items_seen_by
from unionnet.tools.benefits.raffle_rules import MOST_PRIZES
from unionnet.tools.benefits.web.raffle_forms import RaffleForm


def code_in(words: str) -> str:
    """The code of a picture, as it is printed: in groups, or out of the address in its QR code."""
    found = re.sub(r"[^0-9A-F]", "", words[:80].upper())
    return found if len(found) == 12 else ""


class CollectForm(forms.Form):
    """One press. The key makes two of it one."""

    way = forms.ChoiceField(choices=[(way, way) for way in WAYS], widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=gettext_lazy("福图上的编码"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        return code_in(self.cleaned_data["code"])


class ExchangeForm(forms.Form):
    gives = forms.ChoiceField(choices=Exchange.Gives.choices)


class OfferForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=2_000_000_000)


class MarkerForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("贴在哪里"), max_length=60)


class CollectionForm(RaffleForm):
    """A raffle whose tries are earned, and what a full set is good for."""

    scans = forms.IntegerField(
        label=gettext_lazy("每天扫福图次数"), min_value=0, max_value=MOST_A_DAY, initial=1
    )
    sign_ins = forms.IntegerField(
        label=gettext_lazy("每天签到次数"), min_value=0, max_value=MOST_A_DAY, initial=1
    )
    shares = forms.IntegerField(
        label=gettext_lazy("每天分享次数"),
        min_value=0,
        max_value=MOST_A_DAY,
        initial=0,
        help_text=gettext_lazy("按下“分享”就算一次：发没发出去，系统看不到。"),
    )
    may_give = forms.BooleanField(label=gettext_lazy("福卡可以送给朋友"), required=False, initial=True)
    set_item: Any = forms.ModelChoiceField(None, label=gettext_lazy("集齐换的礼品"), required=False)
    set_stock = forms.IntegerField(
        label=gettext_lazy("礼品数量"), min_value=1, max_value=MOST_PRIZES, required=False
    )
    set_tries = forms.IntegerField(
        label=gettext_lazy("集齐后再抽几次"), min_value=0, max_value=10, required=False
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        del self.fields["mode"]
        self.fields["tries"].initial = 30
        self.fields["set_item"].queryset = items_seen_by(person).order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = {**(super().clean() or {}), "mode": "instant"}
        if data.get("set_item") and not data.get("set_stock"):
            self.add_error("set_stock", _("请填写数量。"))
        return data

    @property
    def collecting(self) -> CollectionTerms:
        data = self.cleaned_data
        return CollectionTerms(
            scans=data["scans"],
            sign_ins=data["sign_ins"],
            shares=data["shares"],
            may_give=data["may_give"],
            set_item=data["set_item"],
            set_stock=data["set_stock"] or 0,
            set_tries=data["set_tries"] or 0,
        )
