# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.identity import plain_number, why_not_resident_id
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.ui.forms import DayInput, MomentInput, YuanField
from unionnet.programmes.hardship.actions import Newcomer, Plan, Seen, Situation
from unionnet.programmes.hardship.formula import Household, Scheme
from unionnet.programmes.hardship.models import (
    MEMBER,
    PARTS,
    Aid,
    Appeal,
    Asked,
    HouseholdMember,
    Proof,
    Review,
)
from unionnet.programmes.hardship.models.particulars import LONGEST
from unionnet.programmes.hardship.queries import open_batches
from unionnet.programmes.hardship.wording import WORDINGS

MOST = 10_000_000  # yuan a year


def _words(
    label: Any, *, rows: int = 3, most: int = 500, needed: bool = True, hint: Any = ""
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=needed, widget=area, help_text=hint)


def _opinion() -> forms.CharField:
    label = gettext_lazy("本级工会意见（申请人看得到）")
    return forms.CharField(label=label, max_length=500, required=False)


def fields_of(asked: Mapping[str, Asked]) -> dict[str, forms.Field]:
    return {name: _field_of(each) for name, each in asked.items()}


def _field_of(asked: Asked) -> forms.Field:
    """A box is a yes or nothing; all else says what it is by its kind."""
    about: dict[str, Any] = {"label": asked.label, "required": asked.is_needed}
    if asked.choices:
        return forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, *asked.choices.choices], **about)
    if asked.kind == "money":
        return YuanField(most=MOST, **about)
    if asked.kind == "area":
        return forms.IntegerField(min_value=0, max_value=10_000, **about)
    if asked.kind == "yes":
        return forms.BooleanField(**about)
    return forms.CharField(max_length=LONGEST, **about)


class FiguresForm(forms.Form):
    """What the formula of a place counts; months and assets only where its scheme does (HW-03)."""

    income = YuanField(label=gettext_lazy("家庭全年可支配收入（元）"), most=MOST)
    rigid = YuanField(
        label=gettext_lazy("全年刚性支出（元）"),
        most=MOST,
        initial=0,
        help_text=gettext_lazy("自己负担的医疗、教育、康复等必须的支出"),
    )
    losses = YuanField(
        label=gettext_lazy("突发事件、重病的损失和费用（元）"),
        most=MOST,
        initial=0,
        help_text=gettext_lazy("没有的填 0"),
    )
    is_struck = forms.BooleanField(
        label=gettext_lazy("家里有人因灾害、重大事故、疫情等受伤、残疾或去世"), required=False
    )
    months_low = forms.IntegerField(
        label=gettext_lazy("人均收入连续低于低保标准的月数"),
        min_value=0,
        max_value=600,
        initial=0,
        help_text=gettext_lazy("没有的填 0"),
    )
    assets = YuanField(
        label=gettext_lazy("家庭存款、车辆等财产合计（元）"),
        most=MOST,
        initial=0,
        help_text=gettext_lazy("不含自住的一套住房；没有的填 0"),
    )

    def __init__(self, scheme: Scheme, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not scheme.asks_more:
            del self.fields["months_low"], self.fields["assets"]


class SelfTestForm(FiguresForm):
    size = forms.IntegerField(label=gettext_lazy("共同生活的家庭人口"), min_value=1, max_value=30)
    standard = YuanField(
        label=gettext_lazy("当地低保标准（元/人·月）"),
        most=100_000,
        least=1,
        required=False,
        help_text=gettext_lazy("知道当地标准的请填写；不填按规则库的标准计算"),
    )
    field_order = ["size", "income", "rigid", "losses", "is_struck", "months_low", "assets", "standard"]

    @property
    def household(self) -> Household:
        return Household(**{name: said for name, said in self.cleaned_data.items() if name != "standard"})


class AgreeForm(forms.Form):
    """Four consents, each with a box of its own: none is ticked for anybody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for topic, wording in WORDINGS.items():
            label = _("我已阅读并同意《%(title)s》") % {"title": wording.title}
            self.fields[topic] = forms.BooleanField(label=label)

    @property
    def agreed(self) -> list[str]:
        return [topic for topic in WORDINGS if self.cleaned_data.get(topic)]


class SituationForm(FiguresForm):
    cause = _words(gettext_lazy("主要致困原因"))
    housing = _words(gettext_lazy("住房情况"), rows=2, needed=False)
    work = _words(gettext_lazy("本人和家人的工作情况"), rows=2, needed=False)

    @property
    def situation(self) -> Situation:
        return Situation(**self.cleaned_data)


class MemberForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    relation = forms.ChoiceField(
        label=gettext_lazy("与您的关系"),
        choices=[each for each in HouseholdMember.Relation.choices if each[0] != "self"],
    )
    id_number = forms.CharField(label=gettext_lazy("身份证号"), max_length=30)
    state_of_life = _words(gettext_lazy("其他需要说明的情况"), rows=2, most=300, needed=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= fields_of(MEMBER)
        self.order_fields(["name", "relation", "id_number", *MEMBER])

    def clean_id_number(self) -> str:
        number = plain_number(self.cleaned_data["id_number"])
        if no := why_not_resident_id(number, on=timezone.localdate()):
            raise forms.ValidationError(str(no))
        return number

    @property
    def newcomer(self) -> Newcomer:
        data = self.cleaned_data
        said = {name: data[name] for name in MEMBER}
        return Newcomer(data["name"], data["relation"], data["id_number"], data["state_of_life"], said)


class ParticularsForm(forms.Form):
    """One part of what the file asks (HW-14)."""

    def __init__(self, part: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= fields_of(PARTS[part])


class ProofForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("材料"), choices=Proof.Kind.choices)
    file = forms.FileField(label=gettext_lazy("照片或 PDF"))


class AccountForm(forms.Form):
    account = forms.RegexField(
        r"^[0-9 ]{10,40}$",
        label=gettext_lazy("本人的银行账号"),
        error_messages={"invalid": gettext_lazy("银行账号应为 10 到 30 位数字，请对照银行卡核对。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    bank = forms.CharField(label=gettext_lazy("开户行"), max_length=60)


class AppealForm(forms.Form):
    text = _words(gettext_lazy("申诉的理由"), most=1000)


class ManyPhotos(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if files else []


class PhotosField(forms.FileField):
    """Each of them is looked at as one file is."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("照片（不记录拍摄地点）"),
            required=False,
            widget=ManyPhotos({"multiple": True, "accept": "image/*"}),
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        return [one(each, initial) for each in data]


class PhotoForm(forms.Form):
    """One photo, as a phone sends it: which visit, and the phone's own name for it."""

    visit = forms.UUIDField()
    key = forms.UUIDField()
    photo = forms.FileField()


class VisitForm(forms.Form):
    """`key` names this visit, so that a phone may send it again."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    on_day = forms.DateField(label=gettext_lazy("走访日期"), widget=DayInput())
    is_as_said = forms.ChoiceField(
        label=gettext_lazy("与申报的情况"),
        choices=[("yes", gettext_lazy("一致")), ("no", gettext_lazy("不一致"))],
        widget=forms.RadioSelect,
    )
    found = _words(gettext_lazy("看到的情况"), rows=5, most=2000)
    photos = PhotosField()

    @property
    def seen(self) -> Seen:
        data = self.cleaned_data
        return Seen(data["key"], data["on_day"], data["is_as_said"] == "yes", data["found"])


class OpinionForm(forms.Form):
    """What the union says of it in the file (三级意见)."""

    opinion = _opinion()


class PublishForm(forms.Form):
    grade = forms.ChoiceField(label=gettext_lazy("困难类别"))
    opinion = _opinion()

    def __init__(self, scheme: Scheme, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grade"].choices = [(each.value, each.label) for each in scheme.grades]  # type: ignore[attr-defined]


class AidForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(label=gettext_lazy("帮扶类别"), choices=Aid.Kind.choices)
    amount = YuanField(label=gettext_lazy("金额（元，没有资金的填 0）"), most=100_000, initial=0)
    batch: Any = forms.ModelChoiceField(None, label=gettext_lazy("列入发放批次"), required=False)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=100, required=False)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["batch"].queryset = open_batches(person)  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(label=gettext_lazy("复核结果"), choices=Review.Outcome.choices)
    since = forms.DateField(
        label=gettext_lazy("从哪一天起好转"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("结果为好转时填写"),
    )
    note = _words(gettext_lazy("复核情况"), needed=False)


class EndForm(forms.Form):
    why = forms.ChoiceField(
        label=gettext_lazy("退出原因"),
        choices=[
            ("better", gettext_lazy("困难原因消除，收入连续达标")),
            ("retired", pgettext_lazy("hardship", "退休")),
            ("moved", gettext_lazy("迁出")),
            ("deceased", gettext_lazy("去世")),
            ("other", pgettext_lazy("hardship", "其他")),
        ],
    )
    reason = forms.CharField(label=gettext_lazy("写给申请人的说明"), max_length=500)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("答复"), choices=[each for each in Appeal.Answer.choices if each[0]]
    )
    words = _words(gettext_lazy("理由"))


class ListForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("用途"), max_length=100, initial=gettext_lazy("家庭经济状况核对")
    )


class CopyForm(forms.Form):
    """Which desk's register, and what for."""

    desk = forms.ChoiceField(label=gettext_lazy("工会"))
    reason = forms.CharField(label=gettext_lazy("用途"), max_length=100)

    def __init__(self, desks: Sequence[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desks = {each.public_id: each for each in desks}
        self.fields["desk"].choices = [(key, each.name) for key, each in self.desks.items()]  # type: ignore[attr-defined]

    @property
    def union(self) -> Organisation:
        return self.desks[self.cleaned_data["desk"]]


class AnswersForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("民政答复的表格"))


class CourseForm(UnionForm):
    verb = "enrolment.manage"
    union = UnionChoice(label=gettext_lazy("主办工会"))
    title = forms.CharField(label=gettext_lazy("课程名称"), max_length=80)
    summary = _words(gettext_lazy("内容和上课时间"), most=2000, needed=False)
    fee = YuanField(label=gettext_lazy("学费（元）"), most=100_000)
    places = forms.IntegerField(label=gettext_lazy("普通名额"), min_value=0, max_value=100_000)
    free_places = forms.IntegerField(label=gettext_lazy("免费名额"), min_value=1, max_value=100_000)
    opens_at = forms.DateTimeField(label=gettext_lazy("开始报名"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=gettext_lazy("截止报名"), widget=MomentInput())
    starts_at = forms.DateTimeField(label=gettext_lazy("开课时间"), widget=MomentInput())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("截止时间要晚于开始时间。"))
        return data

    @property
    def plan(self) -> Plan:
        named = ("title", "summary", "fee", "places", "free_places", "opens_at", "closes_at", "starts_at")
        return Plan(**{name: self.cleaned_data[name] for name in named})
