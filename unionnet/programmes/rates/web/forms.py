# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SealForm(forms.Form):
    """Which month to keep."""

    month = forms.TypedChoiceField(label=_("月份"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, months: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(month.isoformat(), f"{month:%Y-%m}") for month in months]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]
