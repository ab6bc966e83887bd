# SPDX-License-Identifier: Apache-2.0
"""Forms that are pasted into: a line a person or a unit, columns by comma, tab or 、."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.establishing.actions import Aim, Particulars
from unionnet.programmes.establishing.models import Campaign, Elected, Ending, Establishment
from unionnet.programmes.establishing.models.establishments import KINDS
from unionnet.programmes.establishing.queries import expected_under, helpers_for, union_below, union_standing
from unionnet.programmes.establishing.rules import MANAGE
from unionnet.tools.submissions.queries import deciders_for

COLUMNS = re.compile(r"[,，、\t;；]+")
LARGEST = 10_000_000
MOST_LINES = 200
MOST_NAMES = 200


def lines_of(text: str) -> list[list[str]]:
    """The columns of each line that says something."""
    lines = [[cell.strip() for cell in COLUMNS.split(line)] for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(gettext("最多 %(n)s 行。") % {"n": MOST_LINES})
    return lines


def number_in(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise forms.ValidationError(gettext("“%(text)s”不是数字。") % {"text": text[:20]})
    return int(text)


def pasted(label: Any, hint: Any, rows: int = 4, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=20_000, widget=area, required=required)


class EstablishmentForm(forms.Form):
    """Everything the first letter needs."""

    sender = forms.CharField(
        label=_("报送工会"), max_length=100, widget=forms.TextInput(attrs={"list": "senders"})
    )
    approver = forms.CharField(
        label=_("批准工会"),
        max_length=100,
        required=False,
        help_text=_("不填则由上一级工会批准，新工会设在它之下"),
    )
    name = forms.CharField(label=_("工会名称"), max_length=100)
    kind = forms.ChoiceField(label=_("类型"), choices=[(kind.value, kind.label) for kind in KINDS])
    is_joint = forms.BooleanField(label=_("几个单位联合建会"), required=False)
    units = pasted(_("建会单位"), _("一行一个：单位名称，统一社会信用代码"), 3)
    employees = forms.IntegerField(label=_("职工人数"), min_value=1, max_value=LARGEST)
    members = forms.IntegerField(label=_("自愿入会人数"), min_value=1, max_value=LARGEST)
    preparers = pasted(_("筹备组成员"), _("一行一人：姓名，职务"), 4)
    groups = forms.MultipleChoiceField(
        label=_("主要职工群体"),
        required=False,
        choices=list(OCCUPATIONS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, person: Person, known: Establishment | None = None, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._helpers, self._known = helpers_for(person), known
        self.senders = [] if known else list(self._helpers.values_list("name", flat=True)[:MOST_NAMES])
        if known:
            del self.fields["sender"], self.fields["approver"]
        elif self.senders:
            self.initial.setdefault("sender", self.senders[0])

    def clean_sender(self) -> Organisation:
        found = self._helpers.filter(name=self.cleaned_data["sender"].strip()).first()
        if found is None:
            raise forms.ValidationError(gettext("没有找到这个工会，或不在您的管理范围内。"))
        return found

    def clean_units(self) -> tuple[tuple[str, str], ...]:
        rows = lines_of(self.cleaned_data["units"])
        if any(len(row) != 2 or not row[0] or len(row[0]) > 120 or len(row[1]) > 24 for row in rows):
            raise forms.ValidationError(gettext("每行应为：单位名称，统一社会信用代码。"))
        return tuple((row[0], row[1]) for row in rows)

    def clean_preparers(self) -> tuple[tuple[str, str], ...]:
        rows = lines_of(self.cleaned_data["preparers"])
        if any(len(row[0]) > 60 or not row[0] or len("，".join(row[1:])) > 40 for row in rows):
            raise forms.ValidationError(gettext("每行应为：姓名，职务。"))
        return tuple((row[0], "，".join(row[1:])) for row in rows)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sender, name = data.get("sender"), (data.get("approver") or "").strip()
        if sender and not self._known:
            above = deciders_for(sender)
            data["approver"] = next((union for union in above if union.name == name or not name), None)
            if data["approver"] is None:
                self.add_error("approver", gettext("没有找到这个上级工会。"))
        return data

    def particulars(self) -> Particulars:
        data = self.cleaned_data
        approver = self._known.approver if self._known else data["approver"]
        return Particulars(
            data["name"],
            data["kind"],
            data["employees"],
            data["members"],
            is_joint=data["is_joint"],
            groups=tuple(data["groups"]),
            units=data["units"],
            preparers=data["preparers"],
            expected=expected_under(approver, data["name"]),
        )


class MeetingForm(forms.Form):
    form = forms.ChoiceField(label=_("会议形式"), choices=Establishment.Meeting.choices)
    on = forms.DateField(label=_("开会日期"), widget=DayInput)
    delegates = forms.IntegerField(label=_("代表人数"), min_value=1, max_value=LARGEST, required=False)
    seats = forms.IntegerField(label=_("委员名额"), min_value=1, max_value=99)


class ElectionForm(forms.Form):
    held_on = forms.DateField(label=_("选举日期"), widget=DayInput)
    should_attend = forms.IntegerField(label=_("应到人数"), min_value=1, max_value=LARGEST)
    attended = forms.IntegerField(label=_("实到人数"), min_value=0, max_value=LARGEST)
    term_years = forms.ChoiceField(label=_("任期（年）"), choices=(("3", "3"), ("5", "5")))
    elected = pasted(
        _("当选人"),
        _("一行一人：姓名，职务，得票。职务写主席、副主席、委员、经审主任、经审委员、女职工主任或女职工委员"),
        8,
    )

    def clean_elected(self) -> tuple[tuple[str, str, int], ...]:
        posts = {str(label): value for value, label in Elected.Post.choices}
        posts.update(CHINESE_POSTS)
        found = []
        for row in lines_of(self.cleaned_data["elected"]):
            if len(row) != 3 or row[1] not in posts or not 0 < len(row[0]) <= 60:
                raise forms.ValidationError(
                    gettext("“%(line)s”应为：姓名，职务，得票。") % {"line": "，".join(row)[:60]}
                )
            found.append((row[0], posts[row[1]], number_in(row[2])))
        if len({(name, post) for name, post, _votes in found}) != len(found):
            raise forms.ValidationError(gettext("同一人的同一职务写了两次。"))
        return tuple(found)


CHINESE_POSTS = {
    "主席": Elected.Post.CHAIR,
    "副主席": Elected.Post.VICE_CHAIR,
    "委员": Elected.Post.MEMBER,
    "经审主任": Elected.Post.AUDIT_CHAIR,
    "经审委员": Elected.Post.AUDITOR,
    "女职工主任": Elected.Post.WOMEN_CHAIR,
    "女职工委员": Elected.Post.WOMEN_MEMBER,
}
POST_OF = {value: words for words, value in CHINESE_POSTS.items()}


class RegistrationForm(forms.Form):
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=24, help_text=_("工会法人资格证书上的 18 位代码，以 8 开头")
    )
    since = forms.DateField(label=_("证书有效期起"), widget=DayInput)
    until = forms.DateField(label=_("证书有效期止"), widget=DayInput)


class EndingForm(forms.Form):
    union = forms.CharField(
        label=_("要撤销或合并的工会"), max_length=100, widget=forms.TextInput(attrs={"list": "unions"})
    )
    way = forms.ChoiceField(label=_("方式"), choices=Ending.Way.choices)
    into = forms.CharField(label=_("合并到"), max_length=100, required=False, help_text=_("只在合并时填写"))
    why = forms.ChoiceField(label=_("原因"), choices=Ending.Why.choices)
    decided_on = forms.DateField(label=_("大会通过或单位终止日期"), widget=DayInput)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._unions = helpers_for(person)
        self.unions = list(self._unions.values_list("name", flat=True)[:MOST_NAMES])

    def clean_union(self) -> Organisation:
        found = self._unions.filter(name=self.cleaned_data["union"].strip()).first()
        if found is None:
            raise forms.ValidationError(gettext("没有找到这个工会，或不在您的管理范围内。"))
        return found

    def clean_into(self) -> Organisation | None:
        name = self.cleaned_data["into"].strip()
        found = union_standing(name) if name else None
        if name and found is None:
            raise forms.ValidationError(gettext("没有找到这个工会。"))
        return found


class CampaignForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=100)
    union = forms.CharField(label=_("部署工会"), max_length=100)
    since = forms.DateField(label=_("开始日期"), widget=DayInput)
    until = forms.DateField(label=_("结束日期"), widget=DayInput)
    groups = forms.MultipleChoiceField(
        label=_("职工群体"), choices=list(OCCUPATIONS.items()), widget=forms.CheckboxSelectMultiple
    )
    targets = pasted(_("目标"), _("一行一个下级工会：名称，建会个数，入会人数"), 8)

    def __init__(self, person: Person, known: Campaign | None = None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._person, self.known = person, known
        if known:
            del self.fields["union"]
        elif first := reached_by(person, MANAGE).order_by("path").first():
            self.initial.setdefault("union", first.name)

    def clean_union(self) -> Organisation:
        found = reached_by(self._person, MANAGE).filter(name=self.cleaned_data["union"].strip()).first()
        if found is None:
            raise forms.ValidationError(gettext("没有找到这个工会，或不在您的管理范围内。"))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        above = self.known.organisation if self.known else data.get("union")
        if above and "targets" in data:
            try:
                data["aims"] = [self._aim(above, row) for row in lines_of(data["targets"])]
            except forms.ValidationError as wrong:
                self.add_error("targets", wrong)
        return data

    def _aim(self, above: Organisation, row: list[str]) -> Aim:
        if len(row) != 3:
            raise forms.ValidationError(gettext("每行应为：名称，建会个数，入会人数。"))
        union = union_below(above, row[0])
        if union is None:
            raise forms.ValidationError(gettext("没有找到下级工会“%(name)s”。") % {"name": row[0][:60]})
        return Aim(union, number_in(row[1]), number_in(row[2]))
