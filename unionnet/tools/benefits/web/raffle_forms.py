# SPDX-License-Identifier: Apache-2.0
"""The form of a draw: its terms, and its prize table line by line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS
from unionnet.foundation.ui.forms import MomentInput
from unionnet.tools.benefits.actions import PrizeTerms, RaffleTerms
from unionnet.tools.benefits.models import Raffle
from unionnet.tools.benefits.queries import items_seen_by
from unionnet.tools.benefits.raffle_rules import MOST_PRIZES
from unionnet.tools.benefits.web.forms import Keyed, OfUnion

LINES = 6
MILLIONTHS = 10_000  # of a percent


class RaffleForm(OfUnion, Keyed):
    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    title_en = forms.CharField(label=gettext_lazy("名称（英文）"), max_length=120, required=False)
    about = forms.CharField(
        label=gettext_lazy("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    mode = forms.ChoiceField(label=gettext_lazy("方式"), choices=Raffle.Mode.choices)
    audience = forms.ChoiceField(label=gettext_lazy("对象"), choices=Raffle.Audience.choices)
    is_open = forms.BooleanField(label=gettext_lazy("不限本会：其他工会的也可以参加"), required=False)
    tag = forms.ChoiceField(label=gettext_lazy("限人群"), required=False)
    tries = forms.IntegerField(label=gettext_lazy("每人可抽次数"), min_value=1, max_value=100, initial=1)
    claim_days = forms.IntegerField(
        label=gettext_lazy("领奖期限（天）"),
        min_value=1,
        max_value=90,
        initial=7,
        help_text=gettext_lazy("从中奖次日起算；逾期没领的退回，抽奖没有截止的可以再被抽中。"),
    )
    opens_at = forms.DateTimeField(label=gettext_lazy("开始"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=gettext_lazy("截止"), widget=MomentInput())

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        choices = [("", pgettext_lazy("people", "不限")), *LISTS.items(), *OCCUPATIONS.items()]
        self.fields["tag"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("截止时间要晚于开始时间。"))
        if data.get("mode") == Raffle.Mode.LIST and data.get("tries", 1) != 1:
            self.add_error("tries", _("名单抽签每人只能参加一次。"))
        return data

    @property
    def terms(self) -> RaffleTerms:
        data = self.cleaned_data
        said = (
            "title",
            "title_en",
            "about",
            "mode",
            "audience",
            "tries",
            "claim_days",
            "opens_at",
            "closes_at",
        )
        return RaffleTerms(
            **{name: data[name] for name in said},
            open_to=None if data["is_open"] else data["union"],
            any_tags=(data["tag"],) if data["tag"] else (),
        )


class PrizeForm(forms.Form):
    """One line of the table; a luck card has no item and no number."""

    name = forms.CharField(label=gettext_lazy("奖品"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("英文"), max_length=120, required=False)
    item: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("库存物品"), required=False, empty_label="福卡（不限量）"
    )
    stock = forms.IntegerField(label=gettext_lazy("数量"), min_value=1, max_value=MOST_PRIZES, required=False)
    percent = forms.DecimalField(
        label=gettext_lazy("中奖机会（%）"),
        min_value=Decimal("0"),
        max_value=Decimal("100"),
        max_digits=7,
        decimal_places=4,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].queryset = items_seen_by(person).order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["item"].empty_label = _("福卡（不限量）")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("item") and not data.get("stock"):
            self.add_error("stock", _("请填写数量。"))
        return data

    @property
    def terms(self) -> PrizeTerms:
        data = self.cleaned_data
        contents = {data["item"]: 1} if data["item"] else None
        chance = int((data["percent"] or 0) * MILLIONTHS)
        return PrizeTerms(data["name"], data["stock"], chance, contents, data["name_en"])


PrizeLines = forms.formset_factory(PrizeForm, extra=LINES, max_num=20, validate_max=True)


class CancelForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("取消原因"), max_length=200)


class WordForm(forms.Form):
    public_word = forms.CharField(
        label=gettext_lazy("现场公开数"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "当场掷骰子、或当晚开奖号码：事先谁也不知道的数，保管种子的人就不能独自左右结果。"
        ),
    )
