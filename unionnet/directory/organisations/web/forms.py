# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.abroad import HOME
from unionnet.directory.organisations.browsing import Wanted
from unionnet.directory.organisations.classes import Industry, UnitType
from unionnet.directory.organisations.employers import EmployersWanted
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.countries import countries
from unionnet.foundation.ui.forms import DayInput

MOST_BYTES = 10 * 1024 * 1024
CODE_HINT = _("18 位，工会法人以 8 开头；没有法人资格的留空")
SINCE_HINT = _("尚未成立的留空，记为应建未建")
BASIS_HINT = _("批复或通知的文号，记入日志")


class ChangeForm(forms.Form):
    """What is registered about a union."""

    name = forms.CharField(label=_("名称"), max_length=100)
    region_code = forms.CharField(
        label=_("行政区划代码"),
        max_length=12,
        required=False,
        help_text=_("6 位，或 12 位统计用区划代码；境外机构留空"),
    )
    country = forms.ChoiceField(label=_("境外机构所在的国家或地区"), required=False)
    time_zone = forms.CharField(
        label=_("时区"), max_length=40, required=False, help_text=_("只用于境外机构，如 Africa/Nairobi")
    )
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=24, required=False, help_text=CODE_HINT)
    since = forms.DateField(label=_("成立日期"), required=False, widget=DayInput, help_text=SINCE_HINT)
    basis = forms.CharField(label=_("依据文号"), max_length=60, required=False, help_text=BASIS_HINT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        abroad = [choice for choice in countries() if choice[0] != HOME]
        self.fields["country"].choices = [("", gettext("境内")), *abroad]  # type: ignore[attr-defined]


class FoundForm(ChangeForm):
    """A new union below the one the address names."""

    kind = forms.ChoiceField(label=_("类型"), choices=())
    field_order = ("name", "kind", "region_code", "country", "time_zone", "uscc", "since", "basis")

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    target = forms.CharField(max_length=12)
    basis = forms.CharField(label=_("依据文号"), max_length=60, required=False, help_text=BASIS_HINT)


class LeaderForm(forms.Form):
    """Nobody chosen ends it."""

    leader: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("产业上级"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label=_("没有"),
        help_text=_("产业上级只看到本工会的统计数，看不到任何人的信息"),
    )
    since = forms.DateField(label=_("自何时起"), widget=DayInput)
    basis = forms.CharField(label=_("依据文号"), max_length=60, required=False, help_text=BASIS_HINT)

    def __init__(self, *args: Any, leaders: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]


class DissolveForm(forms.Form):
    until = forms.DateField(
        label=pgettext_lazy("union", "撤销日期"), widget=DayInput, initial=timezone.localdate
    )
    basis = forms.CharField(label=_("依据文号"), max_length=60, required=False, help_text=BASIS_HINT)


class CoverForm(forms.Form):
    """An employer, registered when it is new, and the day from which the union covers it."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=24)
    region_code = forms.CharField(label=_("行政区划代码"), max_length=12)
    employees = forms.IntegerField(label=_("职工人数"), required=False, min_value=0, max_value=10_000_000)
    since = forms.DateField(label=_("涵盖开始日期"), widget=DayInput, initial=timezone.localdate)


class EmployersForm(forms.Form):
    """The filters of the register of employers; nonsense in an address is left out."""

    q = forms.CharField(label=_("名称或统一社会信用代码"), required=False, max_length=60)
    covered = forms.ChoiceField(
        label=_("涵盖"),
        required=False,
        choices=[
            ("", _("应涵盖（全部）")),
            ("yes", _("已涵盖")),
            ("no", _("未涵盖")),
            ("late", _("超过组建时限未涵盖")),
        ],
    )
    contacted = forms.ChoiceField(
        label=_("联系"),
        required=False,
        choices=[("", _("全部")), ("yes", _("已联系")), ("no", _("未联系"))],
    )
    industry = forms.ChoiceField(
        label=_("行业"), required=False, choices=[("", _("全部")), *Industry.choices]
    )
    unit_type = forms.ChoiceField(
        label=_("单位类型"), required=False, choices=[("", _("全部")), *UnitType.choices]
    )

    def wanted(self) -> EmployersWanted:
        self.is_valid()
        return EmployersWanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class EmployerForm(forms.Form):
    """What is registered about an employer; its code stays."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    region_code = forms.CharField(label=_("行政区划代码"), max_length=12)
    unit_type = forms.ChoiceField(label=_("单位类型"), required=False, choices=[("", "—"), *UnitType.choices])
    industry = forms.ChoiceField(label=_("行业"), required=False, choices=[("", "—"), *Industry.choices])
    employees = forms.IntegerField(label=_("职工人数"), required=False, min_value=0, max_value=10_000_000)
    opened_on = forms.DateField(label=_("开业日期"), required=False, widget=DayInput)


class ContactForm(forms.Form):
    """A line of the diary."""

    on = forms.DateField(label=_("联系日期"), widget=DayInput, initial=timezone.localdate)
    note = forms.CharField(
        label=_("联系情况"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("谈了什么、约定了什么；不写个人电话和证件号"),
    )


class ListForm(forms.Form):
    """A sheet: of employers, or of unions."""

    file = forms.FileField(label=_("名单文件（xlsx、xls 或 csv）"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("文件超过 10 MB。名单里只留要导入的列，或拆成几个文件。"), code="too_large"
            )
        return file


class FilterForm(forms.Form):
    """The filters of the list; every one of them may be nonsense in an address, and is then left out."""

    q = forms.CharField(label=_("名称、拼音或代码"), required=False, max_length=60)
    tier = forms.ChoiceField(
        label=_("层级"),
        required=False,
        choices=[
            ("", _("全部")),
            ("small", _("小三级")),
            ("1", _("第一级")),
            ("2", _("第二级")),
            ("3", _("第三级")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部")), *Organisation.Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("未撤销")),
            ("established", _("已成立")),
            ("missing", _("应建未建")),
            ("dissolved", pgettext_lazy("union", "已撤销")),
            ("expected", _("应建")),
        ],
    )
    place = forms.ChoiceField(
        label=_("境内外"),
        required=False,
        choices=[("", _("全部")), ("home", _("境内")), ("abroad", _("境外"))],
    )
    on = forms.DateField(required=False, widget=forms.HiddenInput)

    def wanted(self, under: Organisation | None) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            given.get("q", ""),
            given.get("tier", ""),
            given.get("kind", ""),
            given.get("state", ""),
            under,
            given.get("on"),
            given.get("place", ""),
        )
