# SPDX-License-Identifier: Apache-2.0
"""The form that asks who somebody is, whatever document they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from unionnet.directory.people.documents import PASSPORT, RESIDENT_ID
from unionnet.directory.people.identity import FIELD_AT_FAULT, Particulars, clean, plain_number
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.passports import Passport, read_lines
from unionnet.directory.people.phones import MobileField
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.countries import nationalities
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.forms import DayInput

FIELDS = ("name", "id_type", "id_number", "mobile", "occupation", "unit")
FIRST = ("organisation", "name", "id_type", "id_number")
ASKED = ("nationality", "sex", "born_on", "expires_on")
PHONE_ABROAD = gettext_lazy("境外号码前面加 + 和国家或地区代码，如 +852 9123 4567。")
LATEST = {"max": "2999-12-31"}


class DocumentForm(forms.Form):
    """Who somebody is, as their document says it."""

    name = forms.CharField(
        label=gettext_lazy("姓名"),
        max_length=60,
        help_text=gettext_lazy("与证件一致；护照上的外文姓名，姓在前、名在后。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_type = forms.ChoiceField(
        label=gettext_lazy("证件类型"), choices=Person.IdType.choices, initial=RESIDENT_ID
    )
    id_number = forms.CharField(
        label=gettext_lazy("证件号码"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ParticularsForm(DocumentForm):
    """The five fields of MEM-05 and the unit. What the number of a passport or permit does not say stands in
    a part that opens when it is needed; everything else follows from the document or is never asked."""

    template_name = "people/_particulars.html"

    lines = forms.CharField(
        label=gettext_lazy("护照资料页底部的两行"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("填了这两行（可用读卡器扫描），下面四项不用再填。"),
        widget=forms.Textarea(
            attrs={"rows": 2, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    nationality = forms.ChoiceField(label=gettext_lazy("国籍"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("性别"),
        choices=[("", gettext_lazy("请选择")), *Person.Sex.choices],
        required=False,
    )
    born_on = forms.DateField(label=gettext_lazy("出生日期"), required=False, widget=DayInput(LATEST))
    expires_on = forms.DateField(label=gettext_lazy("证件有效期至"), required=False, widget=DayInput(LATEST))
    other_name = forms.CharField(
        label=gettext_lazy("外文名或中文名"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("如中文名，或通行证上的拉丁字母姓名。"),
    )
    mobile = MobileField(help_text=PHONE_ABROAD)
    occupation = forms.ChoiceField(
        label=gettext_lazy("职业类别"), choices=[("", gettext_lazy("请选择")), *OCCUPATIONS.items()]
    )
    unit = forms.CharField(label=gettext_lazy("工作单位或服务区域"), max_length=100, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["nationality"]
        choice.choices = [("", _("请选择")), *nationalities()]

    @property
    def is_from_abroad(self) -> bool:
        """Whether the part for other documents stands open."""
        return bool(self["id_type"].value() != RESIDENT_ID)

    @property
    def first(self) -> list[BoundField]:
        return self._named(FIRST)

    @property
    def asked(self) -> list[BoundField]:
        """What some numbers do not say."""
        return self._named(ASKED)

    @property
    def rest(self) -> list[BoundField]:
        drawn = {"lines", "other_name", *(field.name for field in (*self.first, *self.asked))}
        return [field for field in self.visible_fields() if field.name not in drawn]

    def _named(self, names: Iterable[str]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            if data.get("id_type") == PASSPORT and data.get("lines"):
                self._take(read_lines(data["lines"], on=local_date(database_now())), data)
            if not self.errors:
                self._understand(data)
        except Refusal as refusal:
            self.add_error(FIELD_AT_FAULT.get(refusal.code), ValidationError(str(refusal), code=refusal.code))
        return data

    def _take(self, passport: Passport, data: dict[str, Any]) -> None:
        """The lines have the last word on what they say; the number typed beside them must be theirs."""
        number = plain_number(data.get("id_number") or passport.number)
        if number != passport.number:
            raise Refusal("bad_id_number", _("证件号码与护照底部两行不一致，请核对。"))
        read = {name: getattr(passport, name) for name in ASKED}
        data.update({name: value for name, value in read.items() if value})
        data["id_number"], data["name"] = number, data.get("name") or passport.name

    def _understand(self, data: dict[str, Any]) -> None:
        words = {name: data.get(name) or "" for name in (*FIELDS, "sex", "nationality", "other_name")}
        given = Particulars(**words, born_on=data.get("born_on"), expires_on=data.get("expires_on"))
        self.particulars = clean(given, on=local_date(database_now()))
        for name in self.particulars.unsaid:
            self.add_error(name, ValidationError(_("这种证件的号码没有写明，请填写。"), code="required"))


class OwnDocumentForm(DocumentForm):
    """For the phone of the one it is about: who reads English is likelier to hold a passport."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if get_language() == "en":
            self.fields["id_type"].initial = PASSPORT


class JoinForm(OwnDocumentForm, ParticularsForm):
    """What an applicant fills in on the phone."""

    mobile = MobileField(gets_code=True, help_text=PHONE_ABROAD)
    agreed = forms.BooleanField(
        label=gettext_lazy("我已阅读并同意《入会个人信息处理同意书》，自愿申请加入工会")
    )


class RealNameForm(OwnDocumentForm, ParticularsForm):
    """For a visitor who wants to be known by name without joining. The phone is that of the account."""

    agreed = forms.BooleanField(label=gettext_lazy("我已阅读并同意《实名认证个人信息处理同意书》"))

    def __init__(self, *args: Any, mobile: str, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["unit"]
        self.fields["mobile"] = forms.CharField(widget=forms.HiddenInput(), required=False)
        self.proved = mobile

    def clean_mobile(self) -> str:
        return self.proved


class ClaimForm(OwnDocumentForm):
    """Name and document, to be compared with an entry that a union made."""

    agreed = forms.BooleanField(label=gettext_lazy("我已阅读并同意《实名认证个人信息处理同意书》"))

    @property
    def given(self) -> Particulars:
        said = self.cleaned_data
        return Particulars(said["name"], said["id_type"], said["id_number"], mobile="", occupation="")


class OwnDetailsForm(RealNameForm):
    """For a member of an old list who says who they are; the union may know the occupation already."""

    def __init__(self, *args: Any, asks_job: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_job:
            del self.fields["occupation"]

    @property
    def given(self) -> Particulars:
        return self.particulars
