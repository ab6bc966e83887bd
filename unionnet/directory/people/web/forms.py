# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.layouts import OuterLayout
from unionnet.directory.people.models import Membership, Opening, Person, Role
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS
from unionnet.directory.people.phones import MobileField
from unionnet.directory.people.rules import SHORTEST_REASON
from unionnet.directory.people.web.choosing import UnionChoice
from unionnet.directory.people.web.particulars import FIELDS, ParticularsForm
from unionnet.foundation.ui.forms import DayInput

ENDING = "ending"


class KnownForm(forms.Form):
    """For somebody who is real-name already: only what may have changed."""

    occupation = forms.ChoiceField(label=_("职业类别"), choices=[("", _("请选择")), *OCCUPATIONS.items()])
    unit = forms.CharField(label=_("工作单位或服务区域"), max_length=100, required=False)
    agreed = forms.BooleanField(label=_("我已阅读并同意《入会个人信息处理同意书》，自愿申请加入工会"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("短信验证码"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("补充说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class OpenForm(forms.Form):
    field = forms.ChoiceField(
        label=_("要查看的信息"), choices=Opening.Field.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("查看理由"),
        max_length=200,
        help_text=_("本人可以在“谁看过我的信息”里看到您的姓名、时间和理由。"),
    )


class EnterForm(ParticularsForm):
    """An officer writes a worker in, perhaps with a reader at hand: the lines of a passport say name and
    number."""

    organisation = UnionChoice(label=_("加入的工会"))
    paper = forms.FileField(label=_("签字的入会申请书（照片）"), required=False)

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].unions = unions  # type: ignore[attr-defined]
        if self.data.get("lines"):  # a reader has read both from the passport
            self.fields["name"].required = self.fields["id_number"].required = False


class FilterForm(forms.Form):
    """What a list of members is narrowed by."""

    q = forms.CharField(label=_("姓名或会员证号"), max_length=60, required=False)
    tag = forms.ChoiceField(
        label=_("群体"), choices=[("", _("全部群体")), *LISTS.items(), *OCCUPATIONS.items()], required=False
    )
    details = forms.ChoiceField(
        label=_("资料"),
        choices=[("", _("全部")), ("incomplete", _("资料待完善")), (ENDING, _("证件将到期或已到期"))],
        required=False,
    )


class ExportForm(forms.Form):
    """What a list is for, and in whose columns it goes."""

    layout = forms.ChoiceField(label=_("表格样式"))
    reason = forms.CharField(
        label=_("用途"),
        min_length=SHORTEST_REASON,
        max_length=100,
        help_text=_("写在表格的第一行和页脚，名单上的人可以看到。"),
    )
    clear = forms.BooleanField(
        label=_("显示完整的证件号码和手机号"),
        required=False,
        help_text=_("须由另一位有导出权限的干部复核；名单上的人可以看到。"),
    )

    def __init__(self, *args: Any, layouts: Iterable[OuterLayout], **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["layout"]
        choice.choices = [(each.key, each.label) for each in layouts]
        if not any(each.has_numbers for each in layouts):
            del self.fields["clear"]


class CompletionForm(forms.Form):
    """What is not known of a member yet, and nothing else."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    id_type = forms.ChoiceField(label=_("证件类型"), choices=Person.IdType.choices, initial="resident_id")
    id_number = forms.CharField(label=_("证件号码"), max_length=24, required=False)
    mobile = MobileField(required=False)
    occupation = forms.ChoiceField(
        label=_("职业类别"), choices=[("", _("请选择")), *OCCUPATIONS.items()], required=False
    )

    def __init__(self, *args: Any, missing: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        asked = {*missing, *(("name", "id_type") if "id_number" in missing else ())}
        for field in set(self.fields) - asked:
            del self.fields[field]

    @property
    def given(self) -> Particulars:
        return Particulars(**{name: self.cleaned_data.get(name, "") for name in FIELDS})


class OccupationForm(forms.Form):
    """The one thing the union does not know of a member."""

    occupation = forms.ChoiceField(label=_("职业类别"), choices=[("", _("请选择")), *OCCUPATIONS.items()])

    @property
    def given(self) -> Particulars:
        return Particulars("", "", "", "", self.cleaned_data["occupation"])


class RoleForm(forms.Form):
    """A post for somebody who is a member already."""

    card_no = forms.CharField(label=_("会员证号"), max_length=24)
    organisation = UnionChoice(label=_("任职工会"))
    name = forms.ChoiceField(label=_("角色"), choices=Role.Name.choices)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    since = forms.DateField(label=_("任期开始"), widget=DayInput)
    until = forms.DateField(label=_("任期结束"), required=False, widget=DayInput)
    reason = forms.CharField(label=_("理由"), min_length=SHORTEST_REASON, max_length=200)

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].unions = unions  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a post, and why."""

    until = forms.DateField(label=_("任期结束"), widget=DayInput)
    reason = forms.CharField(label=_("理由"), min_length=SHORTEST_REASON, max_length=200)


class HandoverForm(forms.Form):
    """Who comes after, from which day, and why."""

    card_no = forms.CharField(label=_("接任人的会员证号"), max_length=24)
    day = forms.DateField(label=_("交接日"), widget=DayInput)
    reason = forms.CharField(label=_("理由"), min_length=SHORTEST_REASON, max_length=200)


class CodeMakingForm(forms.Form):
    """A code to print for a unit or an event."""

    organisation = UnionChoice(label=_("加入的工会"))
    channel = forms.ChoiceField(
        label=_("用在哪里"),
        choices=[(each.value, each.label) for each in (Membership.Channel.UNIT, Membership.Channel.EVENT)],
    )
    place_name = forms.CharField(label=_("张贴地点"), max_length=100, required=False)
    event = forms.CharField(label=_("活动名称"), max_length=100, required=False)

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].unions = unions  # type: ignore[attr-defined]
