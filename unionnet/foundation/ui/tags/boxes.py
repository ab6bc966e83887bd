# SPDX-License-Identifier: Apache-2.0
"""Cards and the quiet parts inside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unionnet.foundation.ui.parts import Event, Step, Tab
from unionnet.foundation.ui.tags import words
from unionnet.foundation.ui.tags.icons import icon
from unionnet.foundation.ui.tags.icons import icon as draw_icon

register = Library()


def joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - the parts are safe strings already


@register.simple_tag
def tag(label: Any, kind: str = "", icon_name: str = "") -> SafeString:
    """A small coloured word: ok, due, late, info, gold, or none."""
    return format_html('<span class="tag{}">{}{}</span>', f" {kind}" if kind else "",
                       icon(icon_name, size=14) if icon_name else "", label)  # fmt: skip


@register.simple_tag
def why(reason: Any, citation: Any = None) -> SafeString:
    """The quiet line under a "no", with the rule it stands on."""
    if not reason:
        return SafeString("")
    citation = citation or getattr(reason, "rule", None)
    citation = getattr(citation, "citation", citation)
    return format_html('<p class="why">{}{}</p>', reason, cite(citation))


def cite(citation: Any) -> SafeString:
    if not citation:
        return SafeString("")
    unsure = getattr(citation, "needs_local_confirmation", False)
    return format_html(' <cite title="{}">{}{}</cite>', getattr(citation, "rule", ""),
                       citation, _("（以当地规定为准）") if unsure else "")  # fmt: skip


@register.simple_tag
def why_rule(citation: Any) -> SafeString:
    return cite(getattr(citation, "citation", citation))


@register.simple_block_tag(end_name="endcard")
def card(content: str, title: Any = "", more: str = "", more_label: Any = "", tag: Any = "", kind: str = "", **more_options: Any) -> SafeString:  # fmt: skip
    """A bordered box with a heading row. `bleed=True` lets a table or list touch the edges."""
    level, classes = more_options.get("level", 2), ["card"]
    classes += ["bleed"] if more_options.get("bleed") else []
    side = _globals_tag(tag, kind) if tag else _more(more, more_label)
    head = format_html('<div class="row spread head"><h{0}>{1}</h{0}>{2}</div>', level, title, side) if title else ""
    return format_html('<section class="{}"{}>{}{}</section>', " ".join(classes),
                       format_html(' id="{}"', more_options["id"]) if more_options.get("id") else "", head, content)  # fmt: skip


def _globals_tag(label: Any, kind: str) -> SafeString:
    return format_html('<span class="tag{}">{}</span>', f" {kind}" if kind else "", label)


def _more(href: str, label: Any) -> SafeString:
    if not href:
        return SafeString("")
    return format_html('<a class="more quiet" href="{}">{} <span aria-hidden="true">›</span></a>', href, label or _("全部"))


@register.simple_block_tag(end_name="endalert")
def alert(content: str, kind: str = "info") -> SafeString:
    name = {"late": "warning", "due": "warning", "ok": "check"}.get(kind, "info")
    return format_html('<div class="alert {}" role="{}">{}<div class="grow">{}</div></div>', kind,
                       "alert" if kind == "late" else "status", icon(name, size=20), content)  # fmt: skip


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, label: Any, title: Any = "", kind: str = "plain", small: bool = False) -> SafeString:
    """A button that opens a sheet. Built on `details`, so it opens without JavaScript too."""
    return format_html(
        '<details class="dialog" data-sheet><summary class="btn {}{}">{}</summary><div class="sheet"><h2>{}</h2>{}</div></details>',
        kind if kind != "red" else "", " small" if small else "", label, title or label, content,
    )  # fmt: skip


@register.simple_block_tag(end_name="endfilterbar")
def filterbar(content: str, action: str = "", label: Any = "") -> SafeString:
    return format_html('<form class="filterbar" method="get" action="{}">{}<button class="btn plain small">{}</button></form>',
                       action, content, label or _("筛选"))  # fmt: skip


@register.simple_tag
def stat(label: Any, value: Any, note: Any = "", href: str = "", kind: str = "") -> SafeString:
    """A number with its denominator underneath."""
    inside = format_html('<p class="quiet">{}</p><b class="{}">{}</b><p class="quiet">{}</p>', label, kind, value, note)
    if href:
        return format_html('<a class="card stat" href="{}">{}</a>', href, inside)
    return format_html('<div class="card stat">{}</div>', inside)


@register.simple_tag
def empty(title: Any, text: Any = "", icon_name: str = "", action: Any = "", href: str = "", **more: Any) -> SafeString:
    name = icon_name or more.get("icon", "check")
    link = format_html('<a class="btn plain small" href="{}">{}</a>', href, action) if href else ""
    return format_html('<div class="empty">{}<p class="strong">{}</p><p class="quiet">{}</p>{}</div>',
                       icon(name, size=32), title, text, link)  # fmt: skip


@register.simple_tag
def steps(items: Iterable[Step | str], current: int = 1) -> SafeString:
    """Where we are on the way: done, now, to come."""
    rows = []
    for number, item in enumerate(items, start=1):
        step = item if isinstance(item, Step) else Step(item)
        state = "done" if number < current else "now" if number == current else "later"
        mark = icon("check", size=14) if state == "done" else number
        here = SafeString(' aria-current="step"') if state == "now" else ""
        rows.append(format_html('<li class="{}"{}><i>{}</i><span>{}</span><span class="quiet">{}</span></li>',
                                state, here, mark, step.label, step.note))  # fmt: skip
    return format_html('<ol class="steps">{}</ol>', joined(rows))


@register.simple_tag
def timeline(events: Iterable[Event]) -> SafeString:
    rows = [
        format_html('<li class="{}"><p>{}</p>{}<p class="quiet">{}{}</p></li>', event.kind, event.title,
                    format_html('<p class="muted">{}</p>', event.note) if event.note else "",
                    words.ago(event.at), format_html(" · {}", event.who) if event.who else "")  # fmt: skip
        for event in events
    ]
    return format_html('<ol class="timeline">{}</ol>', joined(rows))


@register.simple_tag
def tabs(items: Iterable[Tab], label: Any = "") -> SafeString:
    rows = [
        format_html('<li><a href="{}"{}>{}{}</a></li>', tab.url, SafeString(' aria-current="page"') if tab.on else "",
                    tab.label, "" if tab.count is None else f" {tab.count:,}")  # fmt: skip
        for tab in items
    ]
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label or _("分类"), joined(rows))


@register.simple_tag
def countdown(until: datetime, label: Any = "", done: Any = "", href: str = "") -> SafeString:
    """A fixed moment without JavaScript, ticking by the server's clock with it."""
    done = done or _("已开始")
    reached = until <= timezone.now()
    shown = done if reached else words.moment(until)
    return format_html(
        '<div class="countdown"><p class="quiet">{}</p><p class="clock"><time datetime="{}" data-countdown data-done="{}" data-href="{}">{}</time></p></div>',
        label, until.isoformat(), done, href, shown,
    )  # fmt: skip


@register.simple_tag
def masked(value: Any, kind: str = "phone", reveal: str = "") -> SafeString:
    """A masked value; opening it is a door of its own that asks for a reason."""
    shown = words.mask(value, kind)
    link = format_html(' <a class="reveal" href="{}">{}<span class="sr">{}</span></a>', reveal, icon("eye", size=18),
                       _("填写理由后查看完整信息")) if reveal else ""  # fmt: skip
    return format_html('<span class="masked num">{}</span>{}', shown, link)


@register.simple_tag
def keys(*labels: str) -> SafeString:
    """The hint line under a table that can be driven by keyboard."""
    hints = (("J K", _("上下")), ("Enter", _("打开")), ("A", _("办理")), ("E", _("导出 Excel")))
    rows = []
    for letters, words_ in hints:
        caps = joined(format_html("<kbd>{}</kbd> ", letter) for letter in letters.split())
        rows.append(format_html("<span>{}{}</span> ", caps, words_))
    return format_html('<p class="quiet keys onlyjs">{}</p>', joined(rows))


@register.inclusion_tag("ui/parts/_pass.html")
def pass_card(name: Any, no: Any = "", state: Any = "", organisation: Any = "", qr: str = "", href: str = "", **more: Any) -> dict[str, Any]:  # fmt: skip
    return {"name": name, "no": no, "state": state, "organisation": organisation, "qr": qr, "href": href, **more}


register.tag("pass", register.tags["pass_card"])


@register.simple_tag
def shortcut(label: Any, href: str, icon: str = "file", count: int = 0) -> SafeString:
    dot = format_html('<b class="dot">{}</b>', words.at_most(count, 99)) if count else ""
    return format_html('<a class="shortcut" href="{}">{}<span>{}</span>{}</a>', href, draw_icon(icon, size=26), label, dot)
