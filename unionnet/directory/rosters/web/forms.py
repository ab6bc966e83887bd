# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.rules import SHORTEST_REASON
from unionnet.directory.people.web.choosing import UnionChoice
from unionnet.directory.rosters.layout import FIELDS

MOST_BYTES = 100 * 1024 * 1024


class RosterForm(forms.Form):
    """A sheet of signed-up people."""

    organisation = UnionChoice(label=_("加入的工会"))
    file = forms.FileField(label=_("名单文件（xlsx、xls 或 csv）"))
    event = forms.CharField(label=_("入会活动"), max_length=100, required=False)
    occupation = forms.ChoiceField(
        label=_("全部为同一职业类别"),
        choices=[("", _("以表格中的“职业类别”为准")), *OCCUPATIONS.items()],
        required=False,
    )

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].unions = unions  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        return of_bearable_size(self.cleaned_data["file"])


def of_bearable_size(file: Any) -> Any:
    """The longest list there is, a million rows, is smaller as a sheet."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("文件超过 100 MB。名单里只留要导入的列，或拆成几个文件。"), code="too_large")
    return file


class ColumnsForm(forms.Form):
    """Which column of a sheet is which; and what holds for all of its rows."""

    event = forms.CharField(label=_("入会活动"), max_length=100, required=False)
    occupation = forms.ChoiceField(
        label=_("表格没写职业类别时"),
        choices=[("", _("留空，以后完善")), *OCCUPATIONS.items()],
        required=False,
    )

    def __init__(self, *args: Any, heads: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        named = ((str(at), head or _("第 %(n)s 列") % {"n": at + 1}) for at, head in enumerate(heads))
        choices = [("", _("表格里没有")), *named]
        for field, label in FIELDS.items():
            self.fields[f"at_{field}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields(f"at_{field}" for field in FIELDS)

    @property
    def columns(self) -> dict[str, int]:
        given = {field: self.cleaned_data[f"at_{field}"] for field in FIELDS}
        return {field: int(at) for field, at in given.items() if at}


class ComparisonForm(forms.Form):
    """The sheet of another system, and whom it is held against."""

    organisation = UnionChoice(label=_("与哪个工会的会员比对（含下级）"))
    file = forms.FileField(label=_("对方系统导出的表格（xlsx、xls 或 csv）"))
    reason = forms.CharField(
        label=_("用途"),
        min_length=SHORTEST_REASON,
        max_length=100,
        initial=_("与上级系统核对会员信息"),
        help_text=_("写在表格的第一行和页脚，名单上的人可以看到。"),
    )

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].unions = unions  # type: ignore[attr-defined]
        self.fields["organisation"].initial = unions.first()  # the officer's own: usually the whole of it

    def clean_file(self) -> Any:
        return of_bearable_size(self.cleaned_data["file"])
