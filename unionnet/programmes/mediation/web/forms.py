# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Employer
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.texts import lines_of
from unionnet.foundation.ui.forms import DayInput, MomentInput, YuanField
from unionnet.programmes.mediation.actions import Terms
from unionnet.programmes.mediation.actions.agreeing import Draft
from unionnet.programmes.mediation.limits import OTHER, WAGES, Story
from unionnet.programmes.mediation.models import Mediation, Mediator, Meeting
from unionnet.programmes.mediation.queries import employer_called, mediators_for, meetings_of
from unionnet.programmes.mediation.rules import EMPLOYER, HANDLE, WORKER
from unionnet.programmes.mediation.texts import when
from unionnet.tools.casework.actions import Matter, Owner
from unionnet.tools.casework.web.forms import MOBILE, PapersField

MOST_YUAN = 100_000_000
FIRST_DAY, LAST_DAY = date(1995, 1, 1), date(2100, 1, 1)  # 劳动法 in force
ORDER = (
    *("employer_name", "employer_code", "matter", "title", "text", "amount", "papers"),
    *("known_on", "left_on", "claimed_on", "workers", "representatives"),
)


class DayField(forms.DateField):
    """A day somebody can remember; no day of another century."""

    widget = DayInput

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not FIRST_DAY <= day < LAST_DAY:
            raise forms.ValidationError(_("请核对日期。"))
        return day


class LimitsForm(forms.Form):
    """“我还来得及吗”: nothing is kept."""

    about = forms.ChoiceField(
        label=gettext_lazy("是什么事"),
        choices=[(WAGES, gettext_lazy("拖欠工资")), (OTHER, gettext_lazy("其他劳动争议"))],
        widget=forms.RadioSelect,
        initial=WAGES,
    )
    known_on = DayField(label=gettext_lazy("什么时候知道（或者应该知道）权利受到侵害"))
    left_on = DayField(
        label=gettext_lazy("什么时候离开这个单位"),
        required=False,
        help_text=gettext_lazy("还在这个单位的，不用填"),
    )
    claimed_1 = DayField(
        label=gettext_lazy("哪天向单位要过，或者向有关部门投诉、申请调解过，或者单位答应过"),
        required=False,
        help_text=gettext_lazy("最多填三次；没有的不用填"),
    )
    claimed_2 = DayField(label=gettext_lazy("第二次"), required=False)
    claimed_3 = DayField(label=gettext_lazy("第三次"), required=False)

    @property
    def story(self) -> Story:
        said = self.cleaned_data
        claims = tuple(said[f"claimed_{n}"] for n in (1, 2, 3) if said[f"claimed_{n}"])
        return Story(said["known_on"], said["about"], said["left_on"], claims)


class AskForm(forms.Form):
    """A request for mediation."""

    employer_name = forms.CharField(label=gettext_lazy("用人单位的名称"), max_length=120)
    employer_code = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("营业执照上的 18 位代码；不知道的，工会来查"),
    )
    matter = forms.ChoiceField(
        label=gettext_lazy("是什么事"), choices=Mediation.Matter.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("您的请求"), max_length=80, help_text=gettext_lazy("如：支付三个月工资")
    )
    text = forms.CharField(
        label=gettext_lazy("事实和理由"), max_length=4000, required=False, widget=forms.Textarea({"rows": 6})
    )
    amount = YuanField(label=gettext_lazy("请求金额（元）"), most=MOST_YUAN, required=False)
    papers = PapersField()
    known_on = DayField(
        label=gettext_lazy("什么时候知道（或者应该知道）权利受到侵害"),
        required=False,
        help_text=gettext_lazy("用来算申请仲裁的最后日期"),
    )
    left_on = DayField(
        label=gettext_lazy("什么时候离开这个单位"),
        required=False,
        help_text=gettext_lazy("还在这个单位的，不用填"),
    )
    claimed_on = DayField(label=gettext_lazy("最近一次向单位要是哪天"), required=False)
    workers = forms.IntegerField(
        label=gettext_lazy("一共几名职工"), min_value=1, max_value=100_000, initial=1
    )
    representatives = forms.CharField(
        label=gettext_lazy("推举的代表"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("人多、请求相同的，推举代表，每行写一个姓名"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order: Iterable[str] | None = ORDER

    @property
    def said(self) -> Matter:
        return Matter(self.cleaned_data["title"], self.cleaned_data["text"])

    @property
    def terms(self) -> Terms:
        said = self.cleaned_data
        plain = ("matter", "amount", "workers", "employer_name", "employer_code")
        days = ("known_on", "left_on", "claimed_on")
        names = lines_of(said["representatives"])
        return Terms(
            **{name: said[name] for name in (*plain, *days)},
            representatives=names,
            is_oral=said.get("is_oral", False),
        )


class PhoneAskForm(AskForm):
    """On a phone; who has no account leaves a name and a number, and needs no membership."""

    name = forms.CharField(label=gettext_lazy("怎么称呼您"), max_length=60)
    phone = forms.RegexField(
        MOBILE, label=gettext_lazy("手机号"), help_text=gettext_lazy("凭编号和手机号可以查进展")
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


class DeskAskForm(UnionForm, AskForm):
    """An officer writes down what somebody asks for at the desk."""

    verb = HANDLE
    union = UnionChoice(label=gettext_lazy("受理工会"))
    name = forms.CharField(label=gettext_lazy("申请人姓名"), max_length=60)
    phone = forms.RegexField(MOBILE, label=gettext_lazy("手机号"))
    is_oral = forms.BooleanField(
        label=gettext_lazy("口头申请，打印笔录请申请人签名"), required=False, initial=True
    )
    field_order: Iterable[str] | None = ("union", "name", "phone", "is_oral", *ORDER)

    @property
    def owner(self) -> Owner:
        return Owner(phone=self.cleaned_data["phone"], name=self.cleaned_data["name"])


class MediatorForm(UnionForm):
    verb = HANDLE
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    side = forms.ChoiceField(label=gettext_lazy("代表哪一方"), choices=Mediator.Side.choices)
    head = forms.ChoiceField(
        label=gettext_lazy("是不是主任"),
        choices=[("", gettext_lazy("不是")), *Mediator.Head.choices],
        required=False,
    )


class EmployerForm(forms.Form):
    """The page of the employer."""

    said = forms.ChoiceField(
        label=gettext_lazy("是否愿意调解"),
        choices=[
            ("willing", gettext_lazy("愿意调解")),
            ("decline", gettext_lazy("不愿意调解")),
        ],
        widget=forms.RadioSelect,
    )


def _text(label: Any, rows: int, *, required: bool = True, longest: int = 1000) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, required=required)


class MoveForm(forms.Form):
    """What one step needs to be told; the others are not asked."""

    employer = forms.CharField(
        label=gettext_lazy("对方单位"),
        max_length=120,
        help_text=gettext_lazy("登记的单位名称，或统一社会信用代码"),
    )
    reason = _text(gettext_lazy("不予受理的理由"), 4)
    mediator = forms.ChoiceField(label=gettext_lazy("调解员"))
    declared = forms.BooleanField(label=gettext_lazy("调解员已声明与双方没有利害关系"), required=False)
    side = forms.ChoiceField(
        label=gettext_lazy("哪一方同意延期"),
        choices=[(WORKER, gettext_lazy("职工一方")), (EMPLOYER, gettext_lazy("单位一方"))],
    )
    at = forms.DateTimeField(label=gettext_lazy("时间"), widget=MomentInput)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120)
    meeting = forms.ChoiceField(label=gettext_lazy("哪一次调解会"))
    outcome = forms.ChoiceField(label=gettext_lazy("结果"), choices=Meeting.Outcome.choices)
    minutes = _text(gettext_lazy("调解笔录"), 8, longest=4000)
    terms = _text(gettext_lazy("协议内容"), 8, longest=4000)
    amount = YuanField(label=gettext_lazy("协议金额（元）"), most=MOST_YUAN, required=False)
    perform_by = DayField(label=gettext_lazy("最晚哪天履行"), required=False)
    effect_on = DayField(label=gettext_lazy("生效日期"))
    on = DayField(label=gettext_lazy("日期"))
    words = _text(gettext_lazy("说明"), 4, required=False)
    result = _text(gettext_lazy("办理结果"), 6, longest=4000)
    papers = PapersField()

    def __init__(self, mediation: Mediation, needs: tuple[str, ...], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in [name for name in self.fields if name not in needs]:
            del self.fields[name]
        self._mediators: dict[str, Mediator] = {}
        self._meetings: dict[str, Meeting] = {}
        self._begin_with(mediation)
        if "mediator" in needs:
            self._mediators = {each.public_id: each for each in mediators_for(mediation.case)}
            self._offer("mediator", self._mediators, _("名单还是空的，请先添加调解员。"))
        if "meeting" in needs:
            waiting = [each for each in meetings_of(mediation) if not each.outcome]
            self._meetings = {each.public_id: each for each in waiting}
            self._offer("meeting", self._meetings, _("请先约调解会。"))

    def _begin_with(self, mediation: Mediation) -> None:
        known = {
            "employer": mediation.employer_code or mediation.employer_name,
            "terms": mediation.terms,
            "amount": mediation.agreed_amount or mediation.amount,
            "perform_by": mediation.perform_by,
        }
        for name in self.fields.keys() & known.keys():
            self.fields[name].initial = known[name]

    def _offer(self, name: str, found: dict[str, Any], nobody: str) -> None:
        names = [(key, when(each.at) if name == "meeting" else each.name) for key, each in found.items()]
        self.fields[name].choices = names  # type: ignore[attr-defined]
        if not names:
            self.fields[name].help_text = nobody

    def clean_employer(self) -> Employer:
        found = employer_called(self.cleaned_data["employer"].strip())
        if found is None:
            raise forms.ValidationError(_("没有找到这个单位，请核对代码，或先在用人单位名录中登记。"))
        return found

    @property
    def chosen_mediator(self) -> Mediator:
        return self._mediators[self.cleaned_data["mediator"]]

    @property
    def chosen_meeting(self) -> Meeting:
        return self._meetings[self.cleaned_data["meeting"]]

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(said["terms"], said["amount"], said["perform_by"])
