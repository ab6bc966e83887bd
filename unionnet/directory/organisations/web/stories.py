# SPDX-License-Identifier: Apache-2.0
"""What the journal says about a union, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from unionnet.foundation.journal.models import Entry
from unionnet.foundation.ui.parts import Event

SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "organisations.founded": lambda data: (
        _("登记") if not data.get("since") else _("登记成立，成立日期 %(since)s") % data
    ),
    "organisations.renamed": lambda data: _("更名：%(before)s → %(after)s") % data,
    "organisations.changed": lambda data: (
        _("更正：%(fields)s")
        % {"fields": _("、").join(FIELDS[name]() for name in data["fields"] if name in FIELDS)}
    ),
    "organisations.moved": lambda data: _("调整上级工会，连同全部下级"),
    "organisations.led": lambda data: (
        _("设产业上级，自 %(since)s 起") % data if data.get("since") else _("取消产业上级")
    ),
    "organisations.dissolved": lambda data: _("撤销，日期 %(until)s") % data,
}
FIELDS: dict[str, Callable[[], str]] = {
    "region_code": lambda: _("行政区划代码"),
    "country": lambda: _("国家或地区"),
    "time_zone": lambda: _("时区"),
    "uscc": lambda: _("统一社会信用代码"),
    "since": lambda: _("成立日期"),
}


def story_of(entries: Iterable[Entry]) -> list[Event]:
    """Newest first, with the number of the document each step rests on."""
    return [
        Event(entry.at, SENTENCES[entry.fact](entry.data), note=entry.data.get("basis", ""))
        for entry in entries
        if entry.fact in SENTENCES
    ]
