# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.doors.api.scopes import SCOPES

DAYS = [(30, _("30 天")), (90, _("90 天")), (366, _("一年"))]


class TokenForm(forms.Form):
    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("例如：区人社局数据交换"))
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("工会"),
        queryset=None,
        empty_label=None,
        to_field_name="public_id",
        help_text=_("令牌只能看到这个工会及其下级。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("范围"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("有效期"), choices=DAYS, coerce=int)

    def __init__(self, *args: Any, unions: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = unions  # type: ignore[attr-defined]
