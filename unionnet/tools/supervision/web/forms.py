# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.models import Person
from unionnet.foundation.days import day_in
from unionnet.foundation.ids import public_id
from unionnet.foundation.texts import lines_of
from unionnet.foundation.ui.forms import DayInput
from unionnet.tools.supervision.actions import Share, Words
from unionnet.tools.supervision.models import Goal, GroupMember, Item, Office, Part
from unionnet.tools.supervision.queries.goals import goal_choices
from unionnet.tools.supervision.queries.seeing import officers_named, unions_named
from unionnet.tools.supervision.rules import DECIDE, DO

MOST_LINES = 200
AREA = forms.Textarea(attrs={"rows": 3})


class WordsForm(forms.Form):
    """What an item says."""

    title = forms.CharField(label=_("事项"), max_length=120)
    requirement = forms.CharField(
        label=_("任务要求"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    source = forms.ChoiceField(label=_("来源"), choices=Item.Source.choices)
    basis = forms.CharField(label=_("依据文号或会议"), max_length=80, required=False)
    whose = forms.CharField(
        label=_("谁的问题"), max_length=80, required=False, help_text=_("属于企业或其他单位的，写它的名称")
    )
    goal: forms.ModelChoiceField[Goal] = forms.ModelChoiceField(
        label=_("属于哪项重点工作"), queryset=None, required=False
    )
    weight = forms.IntegerField(label=_("权重"), min_value=1, max_value=100, initial=1)

    def __init__(self, organisation: Organisation | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = goal_choices(organisation.pk if organisation else 0)
        self.fields["goal"].queryset = rows  # type: ignore[attr-defined]

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in WordsForm.base_fields})


class SharesForm(forms.Form):
    """Units by their names, one a line, read inside the tree of the office."""

    units = forms.CharField(
        label=_("责任单位"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("每行一个：单位全称，责任部门，任务，期限。后三项可以不写。"),
    )

    def __init__(self, office: Organisation, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._office = office

    def clean_units(self) -> list[Share]:
        return self._shares(self.cleaned_data["units"])

    def _shares(self, text: str) -> list[Share]:
        rows = [_cells(line) for line in lines_of(text)]
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(gettext("最多写 %(n)s 行。") % {"n": MOST_LINES})
        known = unions_named(self._office, [cells[0] for cells in rows])
        if missing := [cells[0] for cells in rows if cells[0] not in known]:
            named = "、".join(missing[:5])[:200]
            raise forms.ValidationError(gettext("没有找到：%(names)s。请写单位全称。") % {"names": named})
        return [self._share(known[cells[0]], cells) for cells in rows]

    def _share(self, union: Organisation, cells: list[str]) -> Share:
        day = day_in(cells[3]) if cells[3] else None
        if cells[3] and day is None:
            raise forms.ValidationError(
                gettext("看不懂日期“%(text)s”，请写成 2026-3-31。") % {"text": cells[3]}
            )
        return Share(union, cells[2], cells[1], day)


class AssignForm(SharesForm):
    """The unit that leads, once; others beside it."""

    lead = forms.CharField(
        label=_("牵头单位"), max_length=300, help_text=_("写单位全称，责任部门可以写在逗号后面")
    )
    field_order = ("lead",)

    def __init__(self, office: Organisation, *args: Any, has_lead: bool, **options: Any) -> None:
        super().__init__(office, *args, **options)
        if has_lead:
            del self.fields["lead"]

    def clean_lead(self) -> Share:
        shares = self._shares(self.cleaned_data["lead"])
        if len(shares) != 1:
            raise forms.ValidationError(gettext("牵头单位只有一个。"))
        return shares[0]


class DaysForm(forms.Form):
    """立项."""

    starts_on = forms.DateField(label=_("开始日期"), widget=DayInput)
    due_on = forms.DateField(label=_("办结期限"), widget=DayInput)


class ReportForm(forms.Form):
    percent = forms.IntegerField(label=_("进度（%）"), min_value=0, max_value=100)
    text = forms.CharField(label=_("做了什么"), max_length=1000, widget=AREA)
    file = forms.FileField(label=_("照片或材料"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, part: Part, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"percent": part.percent, "key": public_id()})
        super().__init__(*args, **options)


class TimeForm(forms.Form):
    until = forms.DateField(label=_("延至"), widget=DayInput)
    reason = forms.CharField(label=_("延期理由"), max_length=300, widget=AREA)


class JudgeForm(forms.Form):
    quality = forms.IntegerField(label=_("质量（0–10）"), min_value=0, max_value=10, initial=8)
    innovation = forms.IntegerField(label=_("创新（0–10）"), min_value=0, max_value=10, initial=5)


class ReasonForm(forms.Form):
    """Why, in one field of any name a page gives it."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=AREA)


class SuspendForm(ReasonForm):
    until = forms.DateField(
        label=_("哪天恢复"),
        required=False,
        widget=DayInput,
        help_text=_("到那天自动恢复；不知道的不写，由督办办公室恢复。"),
    )


class SuccessorForm(ReasonForm):
    union = forms.CharField(label=_("由哪个单位接办"), max_length=120)
    field_order = ("union", "reason")


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("节点"), max_length=80)
    due_on = forms.DateField(label=_("节点日期"), widget=DayInput)


class OfficerForm(forms.Form):
    """The person who answers for a part, by name, with a post at its union."""

    name = forms.CharField(label=_("责任人"), max_length=40)

    def __init__(self, union: Organisation, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._union = union

    def clean_name(self) -> Person:
        return _officer(self._union, self.cleaned_data["name"], DO)


class IndicatorForm(forms.Form):
    label = forms.CharField(label=_("指标"), max_length=60)
    unit = forms.ChoiceField(label=_("计量单位"), choices=Unit.choices)
    target = forms.IntegerField(label=_("目标"), min_value=1, max_value=10**15)
    source = forms.ChoiceField(
        label=_("自动取数"), required=False, help_text=_("系统按这个口径实时计数；不选的由牵头单位填报")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(key, f"{each.label}（{each.unit.label}）") for key, each in all_measures().items()]
        self.fields["source"].choices = [("", "—"), *named]  # type: ignore[attr-defined]


class FigureForm(forms.Form):
    number = forms.IntegerField(label=_("目前数"), min_value=0, max_value=10**15)


class GoalForm(forms.Form):
    title = forms.CharField(label=_("重点工作"), max_length=80)
    weight = forms.IntegerField(label=_("权重"), min_value=1, max_value=100, initial=1)
    parent: forms.ModelChoiceField[Goal] = forms.ModelChoiceField(
        label=_("归在哪一项之下"), queryset=None, required=False
    )
    is_closed = forms.BooleanField(label=_("停用"), required=False)

    def __init__(self, organisation: Organisation, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = goal_choices(organisation.pk)  # type: ignore[attr-defined]


class CardForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=80)
    cut_off = forms.DateField(label=_("截止日期"), widget=DayInput)


class OfficeForm(forms.Form):
    """The colours of an office, and its leading group."""

    scheme = forms.ChoiceField(label=_("亮灯方案"), choices=Office.Scheme.choices)
    group = forms.CharField(
        label=_("领导小组"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("每行一人：姓名，组长（副组长、成员）。写了小组，立项、延期和销号就由小组成员决定。"),
    )

    def __init__(self, organisation: Organisation, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._organisation = organisation

    def clean_group(self) -> list[tuple[Person, str]]:
        places = {str(label): value for value, label in GroupMember.Place.choices}
        found = []
        for line in lines_of(self.cleaned_data["group"]):
            cells = _cells(line)
            found.append((_officer(self._organisation, cells[0], DECIDE), places.get(cells[1], "member")))
        return found


def _cells(line: str) -> list[str]:
    """Always four."""
    for mark in ("，", ",", "\t", "；", ";"):
        line = line.replace(mark, "\x1f")
    cells = [cell.strip() for cell in line.split("\x1f")]
    return [*cells, "", "", "", ""][:4]


def _officer(union: Organisation, name: str, verb: str) -> Person:
    found = officers_named(union, name.strip(), verb)
    told = {"name": name[:40], "union": union.name}
    if len(found) > 1:
        raise forms.ValidationError(gettext("%(union)s有几位同名的%(name)s，请先在任职里区分。") % told)
    if not found:
        raise forms.ValidationError(gettext("%(union)s没有%(name)s的任职。") % told)
    return found[0]
