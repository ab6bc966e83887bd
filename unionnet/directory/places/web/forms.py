# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.facilities import LIST
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import organisations_registering
from unionnet.directory.places.timetable import Hours
from unionnet.directory.places.web.hours_form import DAYS, HoursField, dated_hours, said_hours
from unionnet.foundation.ui.forms import DayInput

COLUMNS = (
    *("name", "kind", "address", "region_code", "latitude", "longitude", "datum", "capacity", "area"),
    *("grade", "built_by", "entry_mode", "operator", "contact", "phone", "hotlines"),
    *("since", "last_verified"),
)
SUGGESTED = 200


class OfUnion(forms.Form):
    """A form with a union the officer types and the page suggests."""

    person: Person

    @property
    def unions(self) -> Iterable[str]:
        return organisations_registering(self.person).values_list("name", flat=True)[:SUGGESTED]

    def clean_union(self) -> Organisation:
        found = list(organisations_registering(self.person).filter(name=self.cleaned_data["union"])[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("在您管理的范围内没有这个工会，请从提示中选择。"))
        return found[0]


class SiteForm(OfUnion):
    """Everything an officer says of a site, hours included. Works without JavaScript."""

    union = forms.CharField(label=gettext_lazy("所属工会"), max_length=100)
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("设施和服务"),
        choices=[(each.code, each.label) for each in LIST],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    every_day = HoursField(
        label=gettext_lazy("每天"),
        help_text=gettext_lazy("例：08:00-18:00，20:00-06:00，24小时。下面留空的日子按这一栏。"),
    )
    holiday = HoursField(
        label=gettext_lazy("法定节假日"), help_text=gettext_lazy("留空则与平日相同；不开放请写“不开放”。")
    )
    dates = forms.CharField(
        label=gettext_lazy("个别日期"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("每行一个，例：2026-12-31 08:00-次日02:00；2027-01-01 不开放"),
    )

    is_planned = forms.BooleanField(
        label=gettext_lazy("正在筹建"),
        required=False,
        help_text=gettext_lazy("验收前不对外公开，也不上图。"),
    )

    WHAT = ("union", *COLUMNS[:7], "entry_mode", "since", "last_verified", "is_planned")
    WHEN = (*DAYS, "holiday", "dates")
    WHO = ("operator", "contact", "phone", "capacity", "area", "grade", "built_by", "hotlines")

    def __init__(self, person: Person, data: Any = None, *, site: Site | None = None) -> None:
        self.person, self.site = person, site
        super().__init__(data, initial=_initial(person, site))
        columns = forms.fields_for_model(Site, fields=COLUMNS)
        self.fields.update(columns)
        self.fields.update({name: HoursField(label=label) for name, label in DAYS.items()})
        self.fields["hotlines"].help_text = _("每行一个，例：社区警务室 0830-4290110。全国热线会自动列出。")
        self.fields["hotlines"].widget.attrs["rows"] = 3
        self.fields["phone"].help_text = _("公开显示，请填站点的电话，不填个人手机号。")
        self.fields["contact"].help_text = _("只在工作台显示。")
        self.fields["region_code"].required = False
        self.fields["union"].widget.attrs["list"] = "unions"
        for name in ("since", "last_verified"):
            self.fields[name].widget = DayInput()
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs["step"] = "any"
        if site:
            self.fields["union"].disabled = True
            self.fields["is_planned"].disabled = True

    @property
    def has_days(self) -> bool:
        """Whether the part with single days should stand open."""
        return any(self[name].errors or self[name].value() for name in (*DAYS, "holiday", "dates"))

    def clean_union(self) -> Organisation:
        return self.site.organisation if self.site else super().clean_union()

    def clean_dates(self) -> list[Hours]:
        rows: list[Hours] = []
        for line in self.cleaned_data["dates"].splitlines():
            if line.strip():
                rows += dated_hours(line.strip())
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("经度和纬度要一起填写。"))
        if not cleaned.get("region_code") and isinstance(cleaned.get("union"), Organisation):
            cleaned["region_code"] = cleaned["union"].region_code
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the verbs want: columns and codes."""
        said = {name: self.cleaned_data[name] for name in (*COLUMNS, "codes")}
        is_new = self.site is None
        return {**said, "status": Site.Status.PLANNED} if is_new and self.cleaned_data["is_planned"] else said

    @property
    def openings(self) -> list[Hours]:
        """What the verbs want: rows of hours."""
        said, usual = self.cleaned_data, self.cleaned_data["every_day"]
        rows = []
        for weekday, name in enumerate(DAYS, start=1):
            spans = said[name] if said[name] is not None else usual
            rows += [Hours(opens, closes, weekday) for opens, closes in spans or []]
        rows += [Hours(opens, closes, is_holiday=True) for opens, closes in said["holiday"] or []]
        return rows + list(said["dates"])


class PhotoForm(forms.Form):
    photo = forms.FileField(label=gettext_lazy("照片"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    caption = forms.CharField(label=gettext_lazy("说明"), max_length=60, required=False)


class ImportForm(OfUnion):
    """A file and what holds for rows that do not say otherwise."""

    file = forms.FileField(
        label=gettext_lazy("表格（xlsx 或 csv）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    union = forms.CharField(label=gettext_lazy("所属工会（表格没有写的）"), max_length=100)
    datum = forms.ChoiceField(
        label=gettext_lazy("坐标系（表格没有写的）"),
        choices=Site.Datum.choices,
        help_text=gettext_lazy(
            "从高德、腾讯地图上取的是 GCJ-02，从百度地图上取的是 BD-09，手机定位是 WGS-84。"
        ),
    )
    since = forms.DateField(
        label=gettext_lazy("启用日期（表格没有写的新站点）"),
        required=False,
        widget=DayInput,
    )

    def __init__(self, person: Person, *args: Any, needs_file: bool = True, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        self.fields["union"].widget.attrs["list"] = "unions"
        self.fields["file"].required = needs_file
        if first := organisations_registering(person).first():
            self.fields["union"].initial = first.name


def _initial(person: Person, site: Site | None) -> dict[str, Any]:
    if site is None:
        first = organisations_registering(person).first()
        return {"union": first.name if first else "", "datum": Site.Datum.GCJ02}
    values = {name: getattr(site, name) for name in COLUMNS}
    if site.latitude is not None and site.longitude is not None:
        lat, lon = from_wgs84(site.latitude, site.longitude, site.datum)
        values |= {"latitude": round(lat, 6), "longitude": round(lon, 6)}
    return {
        **values,
        "union": site.organisation.name,
        "codes": site.codes,
        **said_hours(site.openings.all()),
    }
