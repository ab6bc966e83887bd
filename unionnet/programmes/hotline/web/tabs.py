# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.parts import Tab

PAGES = {
    "orders": _("工单"),
    "watched": _("督办清单"),
    "exchange": _("与其他热线交换"),
    "cutoffs": _("截止报表"),
}


def tabs_at(here: str) -> list[Tab]:
    """The pages of the hotline."""
    return [Tab(label, reverse(f"desk-hotline:{name}"), None, name == here) for name, label in PAGES.items()]
