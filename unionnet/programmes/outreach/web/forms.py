# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.queries import member_by_card
from unionnet.foundation.ui.forms import MomentInput
from unionnet.programmes.outreach.actions import Filled, Plan
from unionnet.programmes.outreach.models import Ask


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


class BoothForm(forms.Form):
    """A table, and who keeps it: myself, or a colleague by the number of their card."""

    name = forms.CharField(label=gettext_lazy("登记台"), max_length=20)
    card_no = forms.CharField(
        label=gettext_lazy("由谁负责（会员证号）"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("留空由自己负责；填了的，入会审核权限只在沟通会当天委托给他。"),
    )

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by

    def clean_card_no(self) -> str:
        number = self.cleaned_data["card_no"]
        keeper = member_by_card(number) if number else self.by
        if keeper is None:
            raise forms.ValidationError(_("没有这个会员证号的会员。"))
        self.keeper = keeper
        return str(number)


class SlipForm(forms.Form):
    """One person at a table. What is wrong with name, document or phone the verb says, so it is counted."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    mends = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kept = forms.BooleanField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    id_type = forms.ChoiceField(
        label=gettext_lazy("证件类型"), choices=Person.IdType.choices, initial=Person.IdType.RESIDENT_ID
    )
    id_number = forms.CharField(label=gettext_lazy("证件号码"), max_length=24)
    mobile = forms.CharField(
        label=gettext_lazy("手机号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    occupation = forms.ChoiceField(
        label=gettext_lazy("职业类别"), choices=[("", gettext_lazy("请选择")), *OCCUPATIONS.items()]
    )
    unit = forms.CharField(label=gettext_lazy("工作单位或服务区域"), max_length=100, required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("本人已阅读并同意《入会个人信息处理同意书》，自愿申请加入工会"), required=False
    )
    moves = forms.BooleanField(
        label=gettext_lazy("已是其他工会会员的，本人同意把会籍接转到本会"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @property
    def filled(self) -> Filled:
        said = self.cleaned_data
        asked = ("name", "id_type", "id_number", "mobile", "occupation", "unit")
        given = Particulars(**{field: said[field] for field in asked})
        return Filled(said["key"], given, said["agreed"], said["moves"], said["kept"], said["mends"])
