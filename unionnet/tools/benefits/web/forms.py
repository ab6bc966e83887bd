# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS
from unionnet.directory.people.web.choosing import UnionForm
from unionnet.foundation.ui.forms import DayInput, MomentInput, YuanField
from unionnet.tools.benefits.actions import Delivery, Described, Terms
from unionnet.tools.benefits.models import Benefit, Item, Merchant, Stock
from unionnet.tools.benefits.queries import items_seen_by
from unionnet.tools.benefits.rules import MOST_PIECES

DEAREST = 1_000_000  # yuan


class Keyed(forms.Form):
    """A form that sent twice is one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class OfUnion(UnionForm):
    verb = "benefits.manage"


class ItemForm(OfUnion):
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Item.Kind.choices)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    goods = forms.CharField(
        label=gettext_lazy("货品明细"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("写明是什么货品；提货券必填。不得发放现金、购物卡。"),
    )
    unit = forms.CharField(label=gettext_lazy("计量单位"), max_length=8, initial="份")
    value = YuanField(label=gettext_lazy("单价（元）"), most=DEAREST)
    entries = forms.IntegerField(
        label=gettext_lazy("可用次数"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("服务卡填写：一张卡可以用几次。"),
    )
    valid_days = forms.IntegerField(
        label=gettext_lazy("有效天数"), min_value=1, max_value=3660, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_card = data.get("kind") == Item.Kind.CARD
        for name in ("entries", "valid_days"):
            if is_card and not data.get(name):
                self.add_error(name, _("服务卡要写明次数和有效天数。"))
        return data

    @property
    def described(self) -> Described:
        data = self.cleaned_data
        is_card = data["kind"] == Item.Kind.CARD
        return Described(
            data["kind"],
            data["name"],
            data["value"],
            data["goods"],
            data["unit"],
            data["entries"] if is_card else 0,
            data["valid_days"] if is_card else 0,
        )


class OfItem(OfUnion, Keyed):
    item: Any = forms.ModelChoiceField(None, label=gettext_lazy("物品"))

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        chosen: Any = self.fields["item"]
        chosen.queryset = items_seen_by(person).order_by("name", "pk")


class DeliveryForm(OfItem):
    label = forms.CharField(label=gettext_lazy("批次"), max_length=40)
    quantity = forms.IntegerField(label=gettext_lazy("数量"), min_value=1, max_value=MOST_PIECES)
    supplier = forms.CharField(label=gettext_lazy("供应商"), max_length=60, required=False)
    source = forms.CharField(label=gettext_lazy("资金来源"), max_length=60, required=False)
    best_before = forms.DateField(label=gettext_lazy("保质期至"), required=False, widget=DayInput())
    field_order = ("union", "item", "label", "quantity", "supplier", "source", "best_before", "key")

    @property
    def delivery(self) -> Delivery:
        said = ("key", "label", "quantity", "supplier", "source", "best_before")
        return Delivery(**{name: self.cleaned_data[name] for name in said})


class AllocateForm(Keyed):
    """One number a union directly below."""

    def __init__(self, stock: Stock, unions: list[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unions = {f"to_{union.public_id}": union for union in unions}
        for name, union in self.unions.items():
            self.fields[name] = forms.IntegerField(
                label=union.name, min_value=0, max_value=stock.on_hand, required=False
            )

    @property
    def amounts(self) -> dict[Organisation, int]:
        data = self.cleaned_data
        return {union: data[name] for name, union in self.unions.items() if data[name]}


class CountForm(Keyed):
    counted = forms.IntegerField(label=gettext_lazy("实盘数量"), min_value=0, max_value=MOST_PIECES)
    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("与账面不符时必填。"),
    )


class SignForm(forms.Form):
    received = forms.IntegerField(label=gettext_lazy("实收数量"), min_value=0, max_value=MOST_PIECES)
    note = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("数量不符时写明短少的原因。"),
    )


class BenefitForm(OfItem):
    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    occasion = forms.ChoiceField(label=gettext_lazy("事由"), choices=Benefit.Occasion.choices)
    festival = forms.ChoiceField(
        label=gettext_lazy("节日"), choices=[("", "—"), *Benefit.Festival.choices], required=False
    )
    second: Any = forms.ModelChoiceField(None, label=gettext_lazy("第二种物品"), required=False)
    quantity = forms.IntegerField(label=gettext_lazy("每次数量"), min_value=1, max_value=1000, initial=1)
    per_person = forms.IntegerField(label=gettext_lazy("每人可领次数"), min_value=1, max_value=366, initial=1)
    tag = forms.ChoiceField(label=gettext_lazy("限人群"), required=False)
    joined_from = forms.DateField(label=gettext_lazy("入会日期从"), required=False, widget=DayInput())
    joined_until = forms.DateField(label=gettext_lazy("入会日期到"), required=False, widget=DayInput())
    by_list = forms.BooleanField(label=gettext_lazy("只发给名单上的人"), required=False)
    by_hand = forms.BooleanField(
        label=gettext_lazy("领取时本人手写签名"),
        required=False,
        help_text=gettext_lazy("发放时在手机、平板上手写，印在签领表上；不便手写的在纸上签，拍照上传。"),
    )
    opens_at = forms.DateTimeField(label=gettext_lazy("开始领取"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=gettext_lazy("截止领取"), widget=MomentInput())
    field_order = ("union", "title", "occasion", "festival", "item", "quantity", "second")

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        second, tag = self.fields["second"], self.fields["tag"]
        second.queryset = items_seen_by(person).order_by("name", "pk")  # type: ignore[attr-defined]
        tag.choices = [("", pgettext_lazy("people", "不限")), *LISTS.items(), *OCCUPATIONS.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_festival = data.get("occasion") == Benefit.Occasion.FESTIVAL
        if is_festival and not data.get("festival"):
            self.add_error("festival", _("请选择是哪个节日。"))
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("截止时间要晚于开始时间。"))
        if data.get("second") and data["second"] == data.get("item"):
            self.add_error("second", _("两种物品不能相同。"))
        return data

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        said = ("title", "opens_at", "closes_at", "occasion", "joined_from", "joined_until")
        return Terms(
            **{name: data[name] for name in (*said, "by_list", "by_hand", "per_person")},
            festival=data["festival"] if data["occasion"] == Benefit.Occasion.FESTIVAL else "",
            any_tags=(data["tag"],) if data["tag"] else (),
        )

    @property
    def contents(self) -> dict[Item, int]:
        data = self.cleaned_data
        second = {data["second"]: 1} if data["second"] else {}
        return {data["item"]: data["quantity"], **second}


class ComingForm(Keyed):
    """Somebody before the counter. `kept` is the second at which a device without network wrote it down."""

    code = forms.CharField(label=gettext_lazy("扫会员码，或输入会员证号"), max_length=2000)
    kept = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=9_999_999_999)
    field_order = ("code", "key", "kept")


class SigningForm(ComingForm):
    """Somebody before the counter who signs: on the screen, or on paper of which there is a photo."""

    drawing = forms.FileField(required=False)
    paper = forms.FileField(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("drawing") or data.get("paper")):
            raise forms.ValidationError(_("请本人签名：在屏幕上手写，或上传在纸上签好的照片。"))
        return data


class RevokeForm(forms.Form):
    """A hand-out that was a mistake, by the key it was given under."""

    code = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("收回的原因"),
        max_length=200,
        help_text=gettext_lazy("例如：点错了人，东西没有拿走"),
    )


class CardCodeForm(ComingForm):
    code = forms.CharField(label=gettext_lazy("扫卡码，或输入卡号"), max_length=300)


class PeopleForm(forms.Form):
    cards = forms.CharField(
        label=gettext_lazy("会员证号"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("一行一个，可以从表格里整列粘贴。"),
    )


class SheetForm(Keyed):
    paper = forms.FileField(label=gettext_lazy("签好的签领表（照片或 PDF）"))


class MerchantForm(OfUnion):
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    address = forms.CharField(label=gettext_lazy("地址"), max_length=100, required=False)
    item: Any = forms.ModelChoiceField(None, label=gettext_lazy("受理的服务卡"))
    price = YuanField(
        label=gettext_lazy("每次结算价（元）"), help_text=gettext_lazy("工会自有场馆填 0。"), most=DEAREST
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        cards = items_seen_by(person).filter(kind=Item.Kind.CARD)
        self.fields["item"].queryset = cards.order_by("name", "pk")  # type: ignore[attr-defined]


class KeepersForm(forms.Form):
    cards = forms.CharField(
        label=gettext_lazy("经办人的会员证号"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一行一个；清空就是没有人收卡。"),
    )

    @classmethod
    def of(cls, merchant: Merchant, numbers: list[str]) -> KeepersForm:
        return cls(initial={"cards": "\n".join(numbers)})


class MonthForm(forms.Form):
    month = forms.DateField(
        label=gettext_lazy("月份"),
        input_formats=["%Y-%m"],
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-05"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)
