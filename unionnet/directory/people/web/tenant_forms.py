# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.web.forms import BASIS_HINT, CODE_HINT
from unionnet.directory.people.web.particulars import ParticularsForm
from unionnet.foundation.ui.forms import DayInput

OF_THE_UNION = ("kind", "region_code", "uscc", "since", "leader", "basis")


class TenantForm(ParticularsForm):
    """The union, then its first officer: the fields of `ParticularsForm`."""

    union_name = forms.CharField(label=_("工会名称"), max_length=100)
    kind = forms.ChoiceField(label=_("类型"), choices=())
    region_code = forms.CharField(
        label=_("行政区划代码"), max_length=12, help_text=_("6 位，或 12 位统计用区划代码")
    )
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=24, required=False, help_text=CODE_HINT)
    since = forms.DateField(label=_("成立日期"), widget=DayInput, initial=timezone.localdate)
    leader: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("产业上级"), queryset=None, to_field_name="public_id", required=False, empty_label=_("没有")
    )
    basis = forms.CharField(label=_("依据文号"), max_length=60, required=False, help_text=BASIS_HINT)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("复核人会看到，至少 4 个字，如“已批复成立，申请开通”")
    )

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], leaders: QuerySet[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]
        self.fields["name"].label = _("第一位干部姓名")

    @property
    def first(self) -> list[BoundField]:
        return self._named(("union_name", *OF_THE_UNION, "name", "title", "id_type", "id_number"))

    def union(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OF_THE_UNION} | {
            "name": self.cleaned_data["union_name"]
        }
