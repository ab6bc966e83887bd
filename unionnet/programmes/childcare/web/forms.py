# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice
from unionnet.foundation.ui.forms import DayInput, MomentInput
from unionnet.programmes.childcare.actions import Plan
from unionnet.programmes.childcare.models import CareClass, Child, Pickup

WORKDAYS = [1, 2, 3, 4, 5]


class ClockInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ClassForm(forms.Form):
    union = UnionChoice(label=gettext_lazy("主办工会"))
    title = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    season = forms.ChoiceField(label=gettext_lazy("班别"), choices=CareClass.Season.choices)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=100)
    phone = forms.RegexField(
        r"^[0-9+\- ]{5,20}$",
        label=gettext_lazy("值班电话"),
        error_messages={"invalid": gettext_lazy("电话只能有数字、空格和短横线，5 到 20 位。")},
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    first_day = forms.DateField(label=gettext_lazy("开班日期"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("结束日期"), widget=DayInput())
    from_time = forms.TimeField(label=gettext_lazy("每天开始"), widget=ClockInput(), initial="08:00")
    to_time = forms.TimeField(label=gettext_lazy("每天结束"), widget=ClockInput(), initial="18:00")
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("每周哪几天"),
        choices=CareClass.Weekday.choices,
        coerce=int,
        initial=WORKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    min_age = forms.IntegerField(label=gettext_lazy("最小几周岁"), min_value=0, max_value=17, initial=6)
    max_age = forms.IntegerField(label=gettext_lazy("最大几周岁"), min_value=0, max_value=17, initial=12)
    places = forms.IntegerField(label=gettext_lazy("名额"), min_value=1, max_value=500, initial=30)
    opens_at = forms.DateTimeField(label=gettext_lazy("开始报名"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=gettext_lazy("截止报名"), widget=MomentInput())
    summary = forms.CharField(
        label=gettext_lazy("说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["union"]
        chosen.unions = reached_by(person, "childcare.manage").filter(until__isnull=True).order_by("path")

    @property
    def plan(self) -> Plan:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("union", "key")}
        return Plan(**{**data, "weekdays": tuple(data["weekdays"])})


class DutyForm(forms.Form):
    card = forms.CharField(label=gettext_lazy("值班人员的会员证号"), max_length=40)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("原因"), min_length=2, max_length=200)


class AgreeForm(forms.Form):
    agreed = forms.BooleanField(label=gettext_lazy("我是孩子的父母或其他监护人，已阅读并单独同意"))


class ChildForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("孩子的姓名"), max_length=60)
    born_on = forms.DateField(label=gettext_lazy("出生日期"), widget=DayInput())
    relation = forms.ChoiceField(label=gettext_lazy("您是孩子的"), choices=Child.Relation.choices)
    agreed = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def clean_born_on(self) -> Any:
        born_on = self.cleaned_data["born_on"]
        if not timezone.localdate() - timedelta(days=18 * 366) < born_on <= timezone.localdate():
            raise forms.ValidationError(gettext_lazy("请核对出生日期，这里登记不满十八周岁的孩子。"))
        return born_on


class CareForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("过敏、用药和要注意的事"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("可以不填。加密保存，只有当班的值班人员能看；清空即删除。"),
    )


class PickupForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    relation = forms.ChoiceField(
        label=gettext_lazy("与孩子的关系"),
        choices=[each for each in Pickup.Relation.choices if each[0] != Pickup.Relation.GUARDIAN],
    )
    phone = forms.CharField(
        label=gettext_lazy("手机号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    photo = forms.FileField(
        label=gettext_lazy("接送人的照片"),
        required=False,
        help_text=gettext_lazy("可以不传，方便值班人员认人。"),
    )


class MarkForm(forms.Form):
    """What the phone of who is on duty sends: a child came, went home, or was not handed over."""

    child = forms.CharField(max_length=40)
    mark = forms.ChoiceField(choices=[("came", ""), ("left", ""), ("refused", "")])
    pickup = forms.CharField(max_length=40, required=False)
    kept = forms.IntegerField(min_value=0, max_value=2**33, required=False)
