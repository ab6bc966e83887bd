# SPDX-License-Identifier: Apache-2.0
"""Links that change one thing of the list, and times as a passer-by says them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.template import Library
from django.utils import timezone
from django.utils.translation import gettext as _

from unionnet.directory.places.facilities import BY_CODE
from unionnet.directory.places.hotlines import dialled
from unionnet.directory.places.web.asking import Asked
from unionnet.foundation.ui.tags import words

register = Library()


@register.simple_tag
def place_link(asked: Asked, **changes: str | None) -> str:
    return asked.link(**changes)


@register.simple_tag
def place_toggle(asked: Asked, code: str) -> str:
    return asked.toggled(code)


@register.filter
def place_when(moment: datetime) -> str:
    """18:00 today, 明天 08:00, else the day with its time. Midnight ends a day: 24:00."""
    local, today = timezone.localtime(moment), timezone.localdate()
    if local.hour == local.minute == 0 and local.date() - timedelta(days=1) == today:
        return "24:00"
    if local.date() == today:
        return words.clock(moment)
    if local.date() - timedelta(days=1) == today:
        return _("明天 %(time)s") % {"time": words.clock(moment)}
    return words.moment(moment)


register.filter("dial", dialled)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.filter
def facility(code: str) -> Any:
    """The word for a code of the list."""
    return BY_CODE[code].label if code in BY_CODE else code


@register.simple_tag
def field(form: Any, name: str) -> Any:
    """One field with label, hint and error."""
    return form[name].as_field_group()


@register.filter
def signed(number: int) -> str:
    return f"{number:+,}" if number else "0"


@register.filter
def rate(number: float | None) -> str:
    """One decimal; nothing of nothing is no rate."""
    return words.DASH if number is None else f"{number:.1f}%"
