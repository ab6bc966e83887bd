# SPDX-License-Identifier: Apache-2.0
"""Forms of the life of a membership."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import queries
from unionnet.directory.people.life import MOVE_WORDS, Absence
from unionnet.directory.people.queries import life
from unionnet.directory.people.web.choosing import UnionChoice
from unionnet.foundation.ui.forms import DayInput

LONGEST_REASON, SHORTEST_REASON = 300, 4


class PublicIdChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Any established union by its public id, of those a search has found."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queries.no_unions(), to_field_name="public_id", **options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class GoingForm(forms.Form):
    """To which union, and why; on the phone, where the union has been looked for."""

    to = PublicIdChoice(label=_("转入工会"), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("接转原因"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = queries.established_unions()  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """The leaving union writes to which one: any in the country, those of the county suggested."""

    to = UnionChoice(
        label=_("转入工会"),
        help_text=_("输入名称、拼音或代码；本县的工会可以从提示中选择。"),
        nowhere=_("没有找到这个名称的工会，换几个字试试。"),
    )
    reason = forms.CharField(label=_("接转原因"), min_length=SHORTEST_REASON, max_length=LONGEST_REASON)

    def __init__(self, *args: Any, own: Organisation, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["to"]
        chosen.unions = life.other_unions(own, on)
        chosen.widget.suggestions = lambda: life.near_unions(own, on)


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
    to = UnionChoice(label=_("转入工会"))
    reason = forms.CharField(label=_("接转原因"), min_length=SHORTEST_REASON, max_length=LONGEST_REASON)

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].unions = unions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "card_no" in given:
            given["membership"] = queries.membership_by_card(given["card_no"])
            if given["membership"] is None:
                self.add_error("card_no", gettext("没有这个会员证号的会员。"))
        return given


class DayForm(forms.Form):
    """Who was a member of what on which day."""

    on = forms.DateField(label=_("日期"), widget=DayInput)
    union = UnionChoice(label=_("工会"), help_text="")

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].unions = unions  # type: ignore[attr-defined]
        self.fields["union"].initial = unions.first()  # the officer's own
