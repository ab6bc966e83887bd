# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from unionnet.programmes.stations.models import Cost


class CostForm(forms.Form):
    """One month's bill."""

    month = forms.DateField(
        label=gettext_lazy("月份"),
        widget=forms.DateInput(attrs={"type": "month"}),
        input_formats=["%Y-%m", "%Y-%m-%d"],
    )
    kind = forms.ChoiceField(label=gettext_lazy("费用类别"), choices=Cost.Kind.choices)
    amount = forms.DecimalField(
        label=gettext_lazy("金额（元）"), min_value=0, max_value=10_000_000, max_digits=10, decimal_places=2
    )
    note = forms.CharField(label=gettext_lazy("说明"), max_length=60, required=False)

    @property
    def cents(self) -> int:
        return int(self.cleaned_data["amount"] * 100)
