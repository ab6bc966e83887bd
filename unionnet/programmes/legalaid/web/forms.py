# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.programmes.legalaid.actions import LawyerCard, Terms
from unionnet.programmes.legalaid.models import Aid, Lawyer
from unionnet.programmes.legalaid.queries import lawyers_for, phone_list_of
from unionnet.programmes.legalaid.rules import HANDLE
from unionnet.tools.casework.actions import Matter, Owner
from unionnet.tools.casework.web.forms import MOBILE, PapersField

ORDER = ("matter", "title", "text", "papers", "form", "ground", "urgency")


class TermsForm(forms.Form):
    """What kind of help, and how soon."""

    matter = forms.ChoiceField(
        label=gettext_lazy("是什么事"), choices=Aid.Matter.choices, widget=forms.RadioSelect
    )
    form = forms.ChoiceField(
        label=gettext_lazy("需要哪种帮助"), choices=Aid.Form.choices, initial=Aid.Form.ADVICE
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("您属于哪种情况"),
        choices=Aid.Ground.choices,
        initial=Aid.Ground.NONE,
        help_text=gettext_lazy("前三种免予核查经济困难状况"),
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("是否紧急"), choices=Aid.Urgency.choices, initial=Aid.Urgency.NONE
    )

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in ("matter", "form", "ground", "urgency")})


class AskForm(TermsForm):
    title = forms.CharField(
        label=gettext_lazy("一句话说明"), max_length=80, help_text=gettext_lazy("如：拖欠工资两个月")
    )
    text = forms.CharField(
        label=gettext_lazy("经过和要求"), max_length=4000, required=False, widget=forms.Textarea({"rows": 6})
    )
    papers = PapersField()
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order: Iterable[str] | None = ORDER

    @property
    def said(self) -> Matter:
        return Matter(self.cleaned_data["title"], self.cleaned_data["text"])


class PhoneAskForm(AskForm):
    """On a phone; who has no account leaves a name and a number, and needs no membership."""

    name = forms.CharField(label=gettext_lazy("怎么称呼您"), max_length=60)
    phone = forms.RegexField(
        MOBILE,
        label=gettext_lazy("手机号"),
        help_text=gettext_lazy("律师和您联系用；凭编号和手机号可以查进展"),
    )
    field_order: Iterable[str] | None = ("name", "phone", *ORDER)

    def __init__(self, person: Person | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._person = person
        if person is not None:
            del self.fields["name"], self.fields["phone"]

    @property
    def owner(self) -> Owner:
        if self._person is not None:
            return Owner(person=self._person)
        return Owner(phone=self.cleaned_data["phone"], name=self.cleaned_data["name"])


class DeskTermsForm(TermsForm):
    """The same asked of an officer, about somebody else."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].label = _("申请人属于哪种情况")


class DeskAskForm(UnionForm, DeskTermsForm, AskForm):
    """An officer writes down what somebody asks for at the desk."""

    verb = HANDLE
    union = UnionChoice(label=gettext_lazy("受理工会"))
    name = forms.CharField(label=gettext_lazy("申请人姓名"), max_length=60)
    phone = forms.RegexField(MOBILE, label=gettext_lazy("手机号"))
    field_order: Iterable[str] | None = ("union", "name", "phone", *ORDER)

    @property
    def owner(self) -> Owner:
        return Owner(phone=self.cleaned_data["phone"], name=self.cleaned_data["name"])


class LawyerForm(UnionForm):
    verb = HANDLE
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    firm = forms.CharField(label=gettext_lazy("执业机构"), max_length=100)
    licence = forms.CharField(label=gettext_lazy("执业证号"), max_length=30)
    phone = forms.RegexField(
        r"^[0-9+\- ]{3,20}$", label=gettext_lazy("办公电话"), required=False, max_length=20
    )

    @property
    def card(self) -> LawyerCard:
        said = self.cleaned_data
        return LawyerCard(said["name"], said["firm"], said["licence"], said["phone"])


class PhonesForm(UnionForm):
    verb = HANDLE
    lines = forms.CharField(
        label=gettext_lazy("便民热线"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("每行一个，例：社区警务室 0830-4290110。全国热线会自动列出。"),
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        if union := self.unions.first():
            self.fields["lines"].initial = phone_list_of(union)


class MoveForm(forms.Form):
    """What one step needs to be told; the others are not asked."""

    form = forms.ChoiceField(label=gettext_lazy("援助形式"), choices=Aid.Form.choices)
    lawyer = forms.ChoiceField(label=gettext_lazy("律师"))
    missing = forms.CharField(
        label=gettext_lazy("还缺哪些材料"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("一次告知，请写全。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("不予援助的理由"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )
    words = forms.CharField(
        label=gettext_lazy("这次办了什么"), max_length=4000, widget=forms.Textarea({"rows": 5})
    )
    result = forms.CharField(
        label=gettext_lazy("办理结果"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
    papers = PapersField()

    def __init__(self, aid: Aid, needs: tuple[str, ...], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lawyers: dict[str, Lawyer] = {}
        self.fields["form"].initial = aid.form
        for name in [name for name in self.fields if name not in needs]:
            del self.fields[name]
        if "lawyer" in needs:
            self._lawyers = {each.public_id: each for each in lawyers_for(aid.case)}
            names = [(key, f"{each.name} · {each.firm}") for key, each in self._lawyers.items()]
            self.fields["lawyer"].choices = names  # type: ignore[attr-defined]
            if not names:
                self.fields["lawyer"].help_text = _("律师名单还是空的，请先在右边的“律师名单”里加入律师。")

    @property
    def chosen(self) -> Lawyer:
        return self._lawyers[self.cleaned_data["lawyer"]]
