# SPDX-License-Identifier: Apache-2.0
"""Containers, and the quiet parts inside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unionnet.foundation.ui.drawing import escaped
from unionnet.foundation.ui.tags import words
from unionnet.foundation.ui.tags.icons import icon as draw_icon

register = Library()


def joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - the parts are safe strings already


@register.simple_tag
def tag(label: Any, kind: str = "", icon: str = "") -> SafeString:
    """A small coloured word: ok, due, late, info, gold, or none."""
    drawn = draw_icon(icon, size=14) if icon else ""
    colour = f" {escaped(kind)}" if kind else ""
    return mark_safe(f'<span class="tag{colour}">{drawn}{escaped(label)}</span>')  # noqa: S308 - escaped


@register.simple_tag
def why(reason: Any, citation: Any = None, element: str = "p") -> SafeString:
    """The quiet line under a "no", with the rule it stands on."""
    if not reason:
        return SafeString("")
    source = cite(citation or getattr(reason, "rule", None))
    return format_html('<{0} class="why">{1} {2}</{0}>', element, reason, source)


@register.simple_tag
def cite(citation: Any) -> SafeString:
    """A ruling or its citation in words; what was not read at its source says so."""
    citation = getattr(citation, "citation", citation)
    if not citation:
        return SafeString("")
    unsure = _("（以当地规定为准）") if getattr(citation, "needs_local_confirmation", False) else ""
    return format_html('<cite title="{}">{}{}</cite>', getattr(citation, "rule", ""), citation, unsure)


@register.simple_block_tag(end_name="endcard")
def card(content: str, title: Any = "", **options: Any) -> SafeString:
    """A bordered box with a heading row. `bleed=True` lets a table or list touch the edges."""
    name = format_html(' id="{}"', options["id"]) if options.get("id") else ""
    classes = "card bleed" if options.get("bleed") else "card"
    return format_html('<section class="{}"{}>{}{}</section>', classes, name, _head(title, options), content)


def _head(title: Any, options: dict[str, Any]) -> SafeString:
    if not title:
        return SafeString("")
    side = tag(options["tag"], options.get("kind", "")) if options.get("tag") else _more(options)
    level = options.get("level", 2)
    return format_html('<div class="row spread head"><h{0}>{1}</h{0}>{2}</div>', level, title, side)


def _more(options: dict[str, Any]) -> SafeString:
    if not options.get("more"):
        return SafeString("")
    label = options.get("more_label") or _("全部")
    mark = SafeString('<span aria-hidden="true">›</span>')
    return format_html('<a class="more quiet" href="{}">{} {}</a>', options["more"], label, mark)


@register.simple_block_tag(end_name="endalert")
def alert(content: str, kind: str = "info") -> SafeString:
    name = {"late": "warning", "due": "warning", "ok": "check"}.get(kind, "info")
    role = "alert" if kind == "late" else "status"
    sign = draw_icon(name, size=20)
    return format_html(
        '<div class="alert {}" role="{}">{}<div class="grow">{}</div></div>', kind, role, sign, content
    )


@register.simple_block_tag(end_name="enddialog")
def dialog(
    content: str, label: Any, title: Any = "", kind: str = "plain", small: bool = False, **more: Any
) -> SafeString:
    """A button that opens a sheet. Built on `details`, so it opens without JavaScript too."""
    classes = " ".join(["btn", *([kind] if kind != "red" else []), *(["small"] if small else [])])
    sign = draw_icon(more["icon"], size=18) if more.get("icon") else ""
    return format_html(
        '<details class="dialog" data-sheet><summary class="{}">{}<span>{}</span></summary>'
        '<div class="sheet"><h2>{}</h2>{}</div></details>',
        classes, sign, label, title or label, content,
    )  # fmt: skip


@register.simple_block_tag(end_name="endfilterbar")
def filterbar(content: str, action: str = "", label: Any = "") -> SafeString:
    return format_html(
        '<form class="filterbar" method="get" action="{}">{}'
        '<button class="btn plain small">{}</button></form>',
        action,
        content,
        label or _("筛选"),
    )


@register.simple_tag
def stat(label: Any, value: Any, note: Any = "", href: str = "", kind: str = "") -> SafeString:
    """A number with its denominator underneath."""
    inside = format_html(
        '<p class="quiet">{}</p><b class="{}">{}</b><p class="quiet">{}</p>', label, kind, value, note
    )
    if href:
        return format_html('<a class="card stat" href="{}">{}</a>', href, inside)
    return format_html('<div class="card stat">{}</div>', inside)


@register.simple_tag
def empty(title: Any, text: Any = "", icon: str = "check", action: Any = "", href: str = "") -> SafeString:
    """Nothing here, and what to do about it."""
    link = format_html('<a class="btn plain small" href="{}">{}</a>', href, action) if href else ""
    return format_html(
        '<div class="empty">{}<p class="strong">{}</p><p class="quiet">{}</p>{}</div>',
        draw_icon(icon, size=32), title, text, link,
    )  # fmt: skip


@register.inclusion_tag("ui/parts/_pass.html", name="pass")
def member_pass(
    name: Any, no: Any = "", state: Any = "", organisation: Any = "", **more: Any
) -> dict[str, Any]:
    """The member card: `qr` the text of its code, `href` opens it, `seen` says who looked at my data."""
    return {"name": name, "no": no, "state": state, "organisation": organisation, **more}


@register.simple_tag
def shortcut(label: Any, href: str, icon: str = "file", count: int = 0) -> SafeString:
    dot = format_html('<b class="dot">{}</b>', words.at_most(count, 99)) if count else ""
    drawn = draw_icon(icon, size=26)
    return format_html('<a class="shortcut" href="{}">{}<span>{}</span>{}</a>', href, drawn, label, dot)


@register.simple_tag
def masked(value: Any, kind: str = "phone", reveal: str = "") -> SafeString:
    """A masked value; opening it is a door of its own that asks for a reason."""
    link = SafeString("")
    if reveal:
        eye = draw_icon("eye", size=18, label=_("填写理由后查看完整信息"))
        link = format_html(' <a class="reveal" href="{}">{}</a>', reveal, eye)
    return format_html('<span class="masked">{}</span>{}', words.mask(value, kind), link)
