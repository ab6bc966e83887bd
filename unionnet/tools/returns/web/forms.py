# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import no_unions
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.forms import DayInput
from unionnet.tools.returns.actions import Firm, FormTerms, IndicatorTerms
from unionnet.tools.returns.models import Check, Form, Indicator
from unionnet.tools.returns.queries import offices_that_issue
from unionnet.tools.returns.reading import read_firms

MONTHS = [(number, str(number)) for number in range(1, 13)]
QUARTERS = [(number, f"Q{number}") for number in range(1, 5)]
FILLING = [choice for choice in Organisation.Kind.choices if choice[0] not in ("national", "holding_pool")]


class HeadForm(forms.Form):
    """The head of a form."""

    title = forms.CharField(label=_("报表名称"), max_length=80)
    about = forms.CharField(
        label=_("填报说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    rhythm = forms.ChoiceField(label=_("报告期"), choices=Form.Rhythm.choices)
    kinds = forms.MultipleChoiceField(
        label=_("由哪些工会填报"),
        choices=FILLING,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选，就是辖区内所有工会"),
    )
    is_signed = forms.BooleanField(label=_("报送前由负责人审签"), required=False)

    def terms(self) -> FormTerms:
        return FormTerms(**{name: self.cleaned_data[name] for name in HeadForm.base_fields})


class NewForm(HeadForm):
    """The same with the union that issues it, where somebody works for several."""

    organisation = forms.ModelChoiceField(label=_("下发工会"), queryset=no_unions(), empty_label=None)
    field_order = ("organisation",)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = offices_that_issue(person)  # type: ignore[attr-defined]


class IndicatorForm(forms.Form):
    code = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9]{0,7}$", label=_("代码"), help_text=_("字母开头，如 A1"), max_length=8
    )
    section = forms.CharField(label=_("分组"), max_length=40, required=False)
    label = forms.CharField(label=_("指标名称"), max_length=60)
    kind = forms.ChoiceField(label=_("种类"), choices=Indicator.Kind.choices)
    unit = forms.ChoiceField(
        label=_("计量单位"),
        choices=[("", "—"), *Unit.choices],
        required=False,
        help_text=_("单位不同的数不会相加；单位名单选“家”或“家次”"),
    )
    source = forms.ChoiceField(
        label=_("自动取数"), required=False, help_text=_("系统按这个口径算好，要填别的数须写原因")
    )
    definition = forms.CharField(
        label=_("口径"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    numerator = forms.CharField(label=_("分子代码"), max_length=8, required=False)
    denominator = forms.CharField(
        label=_("分母代码"),
        max_length=8,
        required=False,
        help_text=_("百分比和平均数由两个指标算出，不用填写"),
    )
    is_required = forms.BooleanField(label=_("必填"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(key, f"{each.label}（{each.unit.label}）") for key, each in all_measures().items()]
        self.fields["source"].choices = [("", "—"), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, unit = data.get("kind"), data.get("unit")
        if kind in ("count", "firms") and not unit:
            self.add_error("unit", gettext("请选择计量单位。"))
        elif kind == "firms" and unit not in ("firms", "firm_times"):
            self.add_error("unit", gettext("单位名单只能计“家”或“家次”。"))
        source = all_measures().get(data.get("source", ""))
        if source and (kind != "count" or unit != source.unit):
            told = {"unit": source.unit.label}
            self.add_error("source", gettext("这个数由系统按“%(unit)s”计数，请选同样的计量单位。") % told)
        return data

    def terms(self) -> IndicatorTerms:
        return IndicatorTerms(**self.cleaned_data)


class CheckForm(forms.Form):
    formula = forms.CharField(
        label=_("关系式"), max_length=200, help_text=_("如 A1 = A2 + A3，A4 ≤ A3，A1 ≈ 上期(A1) ±30%")
    )
    words = forms.CharField(label=_("提示"), max_length=200, required=False)
    severity = forms.ChoiceField(label=_("要求"), choices=Check.Severity.choices)


class PeriodForm(forms.Form):
    """Which days, by the rhythm of the form."""

    key = forms.CharField(label=_("报告期名称"), max_length=20)
    begins = forms.DateField(label=_("开始日期"), widget=DayInput)
    ends = forms.DateField(label=_("截止日期"), widget=DayInput)
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    month = forms.TypedChoiceField(label=_("月份"), choices=MONTHS, coerce=int)
    quarter = forms.TypedChoiceField(label=_("季度"), choices=QUARTERS, coerce=int)
    due_on = forms.DateField(label=_("报送期限"), widget=DayInput)

    WANTED = {
        "once": ("key", "begins", "ends"),
        "month": ("year", "month"),
        "quarter": ("year", "quarter"),
        "year": ("year",),
        "union_year": ("year",),
    }

    def __init__(self, form: Form, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._rhythm = form.rhythm
        for name in set(self.fields) - {*self.WANTED[form.rhythm], "due_on"}:
            del self.fields[name]
        last = today.replace(day=1) - timedelta(days=1)
        for name, value in {"year": last.year, "month": last.month, "quarter": (last.month + 2) // 3}.items():
            self.initial.setdefault(name, value)

    def key_and_days(self) -> tuple[str, tuple[date, date]]:
        """The name of the period, and from when to when."""
        data = self.cleaned_data
        if self._rhythm == "once":
            return data["key"], (data["begins"], data["ends"])
        year = data["year"]
        if self._rhythm == "month":
            return f"{year}-{data['month']:02d}", _months(year, data["month"], 1)
        if self._rhythm == "quarter":
            return f"{year}Q{data['quarter']}", _months(year, 3 * data["quarter"] - 2, 3)
        if self._rhythm == "year":
            return str(year), _months(year, 1, 12)
        days = _union_year(year)
        return gettext("%(year)s 统计年度") % {"year": year}, days


def _union_year(year: int) -> tuple[date, date]:
    """The annual report of the unions begins in the year before (ORG-37)."""
    first = int(rule("ORG-37.year_begins_month", on=date(year, 1, 1)).value)
    return _months(year - 1, first, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    years, rest = divmod(month - 1 + count, 12)
    return date(year, month, 1), date(year + years, rest + 1, 1) - timedelta(days=1)


class JudgeForm(forms.Form):
    reason = forms.CharField(
        label=_("退回理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("填报人会看到"),
    )


class SupplementForm(forms.Form):
    """Another figure after the seal."""

    code = forms.ChoiceField(label=_("指标"))
    after = forms.CharField(label=_("更正为"), max_length=20)
    reason = forms.CharField(label=_("补报理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, indicators: list[Indicator], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(each.code, f"{each.code} {each.label}") for each in indicators if each.is_number]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]


class FirmsForm(forms.Form):
    """A list pasted from a sheet, or a file."""

    lines = forms.CharField(
        label=_("单位名单"),
        max_length=400_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("每行一家：单位名称，统一社会信用代码，活动场次。可以从 Excel 复制粘贴。"),
    )
    upload = forms.FileField(label=_("或者上传 Excel"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("upload")
        data["firms"] = list(self._read(upload, data.get("lines", "")))
        return data

    def _read(self, upload: Any, text: str) -> Iterator[Firm]:
        for number, read in read_firms(upload, text):
            if isinstance(read, str):
                self.add_error("upload" if upload else "lines", f"{number}: {read}")
            else:
                yield Firm(*read)
