# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

from django.template import Library
from django.utils.translation import gettext as _

register = Library()


@register.filter
def took(span: timedelta | None) -> str:
    """2 分 05 秒."""
    if span is None:
        return "—"
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return _("%(m)s 分 %(s)s 秒") % {"m": f"{minutes:,}", "s": f"{seconds:02d}"}
