# SPDX-License-Identifier: Apache-2.0
"""Forms of the life of a membership."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people import queries
from unionnet.directory.people.life import MOVE_WORDS, Absence
from unionnet.foundation.ui.forms import DayInput


class PublicIdChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Any established union by its public id: a transfer goes to unions the one who asks does not reach."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queries.no_unions(), to_field_name="public_id", **options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class GoingForm(forms.Form):
    """To which union, and why."""

    to = PublicIdChoice(label=_("转入工会"), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("接转原因"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = queries.established_unions()  # type: ignore[attr-defined]


class TurnForm(forms.Form):
    """A decision about a member: what, since when, on what it rests."""

    move = forms.ChoiceField(label=_("办理事项"))
    on = forms.DateField(label=_("生效日期"), widget=DayInput)
    reason = forms.CharField(label=_("理由"), max_length=300, required=False)
    basis = forms.CharField(
        label=_("依据文号或会议"),
        max_length=80,
        required=False,
        help_text=_("退会和开除须经工会委员会决定；开除前会员须讨论过。"),
    )
    paper = forms.FileField(label=_("决定的照片"), required=False)

    def __init__(self, *args: Any, moves: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(move, MOVE_WORDS[move]) for move in moves if move != "propose"]
        self.fields["move"].choices = choices  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    """What the proposal of an automatic withdrawal rests on (MEM-10)."""

    paid_until = forms.DateField(label=_("会费缴至"), widget=DayInput)
    present_until = forms.DateField(label=_("最后一次参加组织生活"), widget=DayInput)
    persuaded_on = forms.DateField(label=_("劝说日期"), widget=DayInput)

    def absence(self) -> Absence:
        return Absence(**self.cleaned_data)


class AnswerForm(forms.Form):
    """One side of a transfer says no."""

    side = forms.ChoiceField(choices=[("leaving", _("转出工会")), ("receiving", _("转入工会"))])
    reason = forms.CharField(label=_("理由"), max_length=300)


class BasisForm(forms.Form):
    basis = forms.CharField(label=_("依据文号或会议"), max_length=80)


class FetchForm(forms.Form):
    """The receiving union asks for a member it knows by card."""

    card_no = forms.CharField(label=_("会员证号"), max_length=24)
    to = PublicIdChoice(label=_("转入工会"))
    reason = forms.CharField(label=_("接转原因"), max_length=300)

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = unions  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """Who was a member of what on which day."""

    on = forms.DateField(label=_("日期"), widget=DayInput)
    union = PublicIdChoice(label=_("工会"))

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
