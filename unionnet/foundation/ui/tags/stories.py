# SPDX-License-Identifier: Apache-2.0
"""Where we are and how we came here: steps, timeline, tabs, countdown, keyboard hints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.foundation.ui.parts import Event, Step, Tab
from unionnet.foundation.ui.tags import words
from unionnet.foundation.ui.tags.boxes import joined
from unionnet.foundation.ui.tags.icons import icon

register = Library()
HERE = SafeString(' aria-current="page"')


@register.simple_tag
def steps(items: Iterable[Step | str], current: int = 1) -> SafeString:
    """Done, now, to come; `current` counts from 1, one past the last means all done."""
    rows = [
        _step(item if isinstance(item, Step) else Step(item), number, current)
        for number, item in enumerate(items, start=1)
    ]
    return format_html('<ol class="steps">{}</ol>', joined(rows))


def _step(step: Step, number: int, current: int) -> SafeString:
    state = "done" if number < current else "now" if number == current else "later"
    mark = icon("check", size=14) if state == "done" else number
    here = SafeString(' aria-current="step"') if state == "now" else ""
    return format_html(
        '<li class="{}"{}><i>{}</i><span>{}</span><span class="quiet">{}</span></li>',
        state, here, mark, step.label, step.note,
    )  # fmt: skip


@register.simple_tag
def timeline(events: Iterable[Event]) -> SafeString:
    """The newest first, as the caller orders them."""
    return format_html('<ol class="timeline">{}</ol>', joined(_event(event) for event in events))


def _event(event: Event) -> SafeString:
    note = format_html('<p class="muted">{}</p>', event.note) if event.note else ""
    who = format_html(" · {}", event.who) if event.who else ""
    return format_html(
        '<li class="{}"><p>{}</p>{}<p class="quiet">{}{}</p></li>',
        event.kind, event.title, note, words.ago(event.at), who,
    )  # fmt: skip


@register.simple_tag
def tabs(items: Iterable[Tab], label: Any = "") -> SafeString:
    rows = (
        format_html(
            '<li><a href="{}"{}>{}{}</a></li>',
            item.url, HERE if item.on else "", item.label, "" if item.count is None else f" {item.count:,}",
        )
        for item in items
    )  # fmt: skip
    return format_html(
        '<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label or _("分类"), joined(rows)
    )


@register.simple_tag
def countdown(until: datetime, label: Any = "", done: Any = "", href: str = "") -> SafeString:
    """A fixed moment without JavaScript, ticking by the server's clock with it; then goes to `href`."""
    done = done or _("已经开始")
    shown = done if until <= timezone.now() else words.ago(until)
    return format_html(
        '<div class="countdown"><p class="quiet">{}</p><p class="clock">'
        '<time datetime="{}" data-countdown data-done="{}" data-href="{}">{}</time></p></div>',
        label, until.isoformat(), done, href, shown,
    )  # fmt: skip


@register.simple_tag
def keys() -> SafeString:
    """The hint line under a table that can be driven by keyboard."""
    hints = (("J K", _("上下")), ("Enter", _("打开")), ("A", pgettext("key", "办理")), ("E", _("导出 Excel")))
    rows = (
        format_html(
            '<span data-hint="{}">{}{}</span>',
            caps,
            joined(format_html("<kbd>{}</kbd> ", cap) for cap in caps.split()),
            hint,
        )
        for caps, hint in hints
    )
    return format_html('<p class="quiet keys onlyjs">{}</p>', joined(rows))
