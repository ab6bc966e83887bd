# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.people.identity import plain_number, why_not_resident_id
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.ui.forms import MomentInput, YuanField
from unionnet.programmes.studyaid.actions import Plan, Request
from unionnet.programmes.studyaid.models import Application, Proof, Scheme
from unionnet.tools.payments.queries import sources_seen_by


class SchemeForm(UnionForm):
    verb = "studyaid.manage"
    union = UnionChoice(label=gettext_lazy("主办工会"))
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Scheme.Kind.choices)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    amount = YuanField(label=gettext_lazy("补贴金额（元）"), least=1, most=100_000)
    source: Any = forms.ModelChoiceField(None, label=gettext_lazy("资金来源"))
    tag = forms.ChoiceField(label=gettext_lazy("限人群"), required=False)
    opens_at = forms.DateTimeField(label=gettext_lazy("开始申请"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=gettext_lazy("截止申请"), widget=MomentInput())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        self.fields["source"].queryset = sources_seen_by(person).order_by("name", "pk")  # type: ignore[attr-defined]
        tags: Any = self.fields["tag"]
        tags.choices = [("", pgettext_lazy("people", "不限")), *LISTS.items(), *OCCUPATIONS.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("截止时间要晚于开始时间。"))
        return data

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        named = ("name", "kind", "year", "source", "amount", "opens_at", "closes_at")
        said = {name: data[name] for name in named}
        return Plan(**said, any_tags=(data["tag"],) if data["tag"] else ())


class PapersForm(forms.Form):
    """One file for each paper the scheme wants."""

    def __init__(self, wanted: list[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wanted = wanted
        for kind in wanted:
            self.fields[f"paper_{kind}"] = forms.FileField(
                label=Proof.Kind(kind).label,
                required=False,
                help_text=_("照片或 PDF；没有的可以先提交，按提示补充。"),
            )

    @property
    def papers(self) -> dict[str, Any]:
        found = {kind: self.cleaned_data.get(f"paper_{kind}") for kind in self.wanted}
        return {kind: upload for kind, upload in found.items() if upload}


class ApplyForm(PapersForm):
    study = forms.ChoiceField(label=gettext_lazy("就读类型"), choices=Application.Study.choices)
    school = forms.CharField(label=gettext_lazy("学校和专业"), max_length=100)
    student = forms.CharField(label=gettext_lazy("学生的身份证号"), max_length=18)
    account = forms.RegexField(
        r"^[0-9 ]{10,40}$",
        label=gettext_lazy("本人的银行账号"),
        error_messages={"invalid": gettext_lazy("银行账号应为 10 到 30 位数字，请对照银行卡核对。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    bank = forms.CharField(label=gettext_lazy("开户行"), max_length=60)

    def __init__(self, scheme: Scheme, wanted: list[str], *args: Any, **options: Any) -> None:
        super().__init__(wanted, *args, **options)
        if scheme.kind == Scheme.Kind.DEGREE:
            del self.fields["student"]

    def clean_student(self) -> str:
        number = plain_number(self.cleaned_data["student"])
        if no := why_not_resident_id(number, on=timezone.localdate()):
            raise forms.ValidationError(str(no))
        return number

    @property
    def request(self) -> Request:
        data = self.cleaned_data
        said = (data["study"], data["school"], data["account"], data["bank"])
        return Request(*said, student=data.get("student", ""))
