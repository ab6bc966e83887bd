# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.casework.actions import Matter, Owner
from unionnet.tools.casework.models import Case, Dispatch, Flow, Kind
from unionnet.tools.casework.queries import (
    all_kinds,
    case_called,
    needs_of,
    offices_that_take_in,
    open_kinds,
    open_parts_of,
    plain,
    unit_called,
)

MOBILE = r"^1[0-9]{10}$"
DOORS = (Case.Channel.CALL, Case.Channel.DESK, Case.Channel.FROM_12345)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True})


class PapersField(forms.FileField):
    """The files are read from the request: a form field holds only one."""

    def __init__(self) -> None:
        super().__init__(
            label=_("照片或文件"),
            required=False,
            widget=ManyFiles,
            help_text=_("工资条、聊天记录、现场照片等，最多 9 个，每个不超过 20 MB"),
        )


class NewForm(forms.Form):
    """A worker tells what it is about."""

    kind = forms.ChoiceField(label=_("是哪方面的事"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("一句话说明"), max_length=80, help_text=_("如：拖欠工资两个月"))
    text = forms.CharField(
        label=_("经过和希望怎么解决"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    papers = PapersField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kinds = {kind.key: kind for kind in open_kinds()}
        choices = [(key, kind.label) for key, kind in self._kinds.items()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if choices:
            self.fields["kind"].initial = choices[0][0]
        if len(choices) == 1:  # nothing to choose
            self.fields["kind"].widget = forms.HiddenInput()

    @property
    def of_kind(self) -> Kind:
        return self._kinds[self.cleaned_data["kind"]]

    @property
    def matter(self) -> Matter:
        return Matter(self.cleaned_data["title"], self.cleaned_data["text"])


class TakeInForm(forms.Form):
    """An officer writes down what somebody says at the desk or on the phone."""

    office = forms.ChoiceField(label=_("受理工会"))
    kind = forms.ChoiceField(label=_("办件类型"))
    channel = forms.ChoiceField(
        label=_("来源"), choices=[(door.value, door.label) for door in DOORS], initial=Case.Channel.CALL
    )
    source_no = forms.CharField(
        label=_("来源编号"), max_length=40, required=False, help_text=_("12345 转来的，填对方工单号")
    )
    name = forms.CharField(label=_("怎么称呼"), max_length=60, required=False, help_text=_("可以不留姓名"))
    phone = forms.RegexField(
        MOBILE, label=_("手机号"), required=False, help_text=_("留下手机号，对方可以凭编号查进展")
    )
    title = forms.CharField(label=_("一句话说明"), max_length=80)
    text = forms.CharField(
        label=_("内容"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    papers = PapersField()

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offices = {str(union.public_id): union for union in offices_that_take_in(person)}
        self._kinds = {kind.key: kind for kind in all_kinds()}
        offices = [(key, union.name) for key, union in self._offices.items()]
        self.fields["office"].choices = offices  # type: ignore[attr-defined]
        kinds = [(key, kind.label) for key, kind in self._kinds.items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    @property
    def at(self) -> Organisation:
        return self._offices[self.cleaned_data["office"]]

    @property
    def of_kind(self) -> Kind:
        return self._kinds[self.cleaned_data["kind"]]

    @property
    def owner(self) -> Owner:
        return Owner(phone=self.cleaned_data["phone"], name=self.cleaned_data["name"])

    @property
    def matter(self) -> Matter:
        return Matter(self.cleaned_data["title"], self.cleaned_data["text"])


class MoveForm(forms.Form):
    """What one move needs to be told; the others are not asked."""

    unit = forms.CharField(label=_("派给哪个工会"), max_length=100, widget=forms.TextInput({"list": "units"}))
    words = forms.CharField(label=_("说明"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    remark = forms.CharField(
        label=_("说明（可不填）"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    days = forms.IntegerField(label=_("延几个工作日"), min_value=1, max_value=250)
    grade = forms.ChoiceField(label=_("难易类别"))
    part = forms.ChoiceField(label=_("撤销哪个单位的协办"))
    title = forms.CharField(label=_("另一件是什么事"), max_length=80)
    text = forms.CharField(
        label=_("内容"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    into = forms.CharField(
        label=_("并入哪一件"), max_length=20, help_text=_("填另一件的编号；对方以后从那一件查看进展")
    )
    need = forms.ChoiceField(label=_("哪个要件"))
    final = forms.BooleanField(label=_("指定办理，不得退回"), required=False)
    papers = PapersField()

    def __init__(
        self, person: Person, case: Case, needs: tuple[str, ...], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._person, self._case = person, case
        self._parts = {str(part.pk): part for part in open_parts_of(case)} if "part" in needs else {}
        units = [(key, part.unit.name) for key, part in self._parts.items()]
        self.fields["part"].choices = units  # type: ignore[attr-defined]
        grades = [(each["key"], case.kind.grade_label(each["key"])) for each in case.kind.grades]
        self.fields["grade"].choices = grades  # type: ignore[attr-defined]
        asked = needs_of(case) if "need" in needs else []
        self.fields["need"].choices = [(need.key, need.label) for need in asked]  # type: ignore[attr-defined]
        for name in [name for name in self.fields if name not in needs]:
            del self.fields[name]
        self.order_fields(needs)

    def clean_unit(self) -> Organisation:
        return _unit_in_line(self._case, self.cleaned_data["unit"])

    def clean_part(self) -> Dispatch:
        return self._parts[self.cleaned_data["part"]]

    def clean_into(self) -> Case:
        found = case_called(self._person, plain(self.cleaned_data["into"]))
        if found is None:
            raise forms.ValidationError(_("没有找到这个编号的办件，请核对。"))
        return found

    def matter(self) -> Matter:
        return Matter(self.cleaned_data["title"], self.cleaned_data["text"])

    def word(self) -> str:
        return str(self.cleaned_data.get("words") or self.cleaned_data.get("remark") or "")


class SendForm(forms.Form):
    """Where the ticked cases go; what is said to the unit stands with each of them."""

    unit = forms.CharField(label=_("派给哪个工会"), max_length=100, widget=forms.TextInput({"list": "units"}))
    remark = forms.CharField(
        label=_("说明（可不填）"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, case: Case, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._case = case

    def clean_unit(self) -> Organisation:
        return _unit_in_line(self._case, self.cleaned_data["unit"])


class LookupForm(forms.Form):
    number = forms.CharField(label=_("编号"), max_length=20, help_text=_("登记时告诉您的 12 位编号"))
    phone = forms.RegexField(MOBILE, label=_("登记时留的手机号"))

    def as_hidden(self) -> Any:
        """The same two again, for the rating that follows."""
        pairs = ((name, self.cleaned_data[name]) for name in ("number", "phone"))
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


class FlowForm(forms.Form):
    """Which of the steps that may be left out are used."""

    steps = forms.MultipleChoiceField(
        label=_("采用的环节"),
        choices=Flow.Step,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只影响以后收到的办件；下级工会没有自己设置的，也按这个办。"),
    )


def _unit_in_line(case: Case, name: str) -> Organisation:
    found = unit_called(case, name)
    if found is None:
        raise forms.ValidationError(_("没有找到这个工会，请从列表中选择。"))
    return found
