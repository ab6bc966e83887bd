# SPDX-License-Identifier: Apache-2.0
"""Buttons: a link, a submit, or a whole form. A refused button says why beside it."""

from __future__ import annotations

from typing import Any

from django.middleware.csrf import get_token
from django.template import Context, Library
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from unionnet.foundation.ui.tags.boxes import why
from unionnet.foundation.ui.tags.icons import icon as draw_icon

register = Library()


def _classes(kind: str, small: bool, wide: bool) -> str:
    return " ".join(
        [
            "btn",
            *([kind] if kind != "red" else []),
            *(["small"] if small else []),
            *(["wide"] if wide else []),
        ]
    )


def _attributes(**attributes: Any) -> SafeString:
    """Only what is set; underscores become hyphens."""
    parts = [f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items() if value]
    return mark_safe("".join(parts))  # noqa: S308 - every value is escaped above


@register.simple_tag
def button(
    label: Any,
    href: str = "",
    kind: str = "red",
    icon: str = "",
    refusal: Any = None,
    small: bool = False,
    wide: bool = False,
    **more: Any,
) -> SafeString:
    """A link with `href`, else a submit button; with `refusal` greyed and explained."""
    words = format_html("{}<span>{}</span>", draw_icon(icon, size=20) if icon else "", label)
    attributes = _attributes(
        **{"class": _classes(kind, small, wide)},
        name=more.get("name"),
        value=more.get("value"),
        data_key=more.get("key"),
        data_confirm=more.get("confirm"),
        data_dialog=more.get("dialog"),
        formaction=more.get("formaction"),
        download="download" if more.get("download") else "",
    )
    if refusal:
        return _refused(words, refusal, small, wide)
    if href:
        return format_html('<a href="{}"{}>{}</a>', href, attributes, words)
    return format_html('<button type="{}"{}>{}</button>', more.get("type", "submit"), attributes, words)


def _refused(words: SafeString, refusal: Any, small: bool, wide: bool) -> SafeString:
    """Grey, still read aloud, with the reason beside it; `refusal=True` leaves the reason to the page."""
    reason = "" if refusal is True else why(refusal, element="span")
    sizes = (" small" if small else "") + (" wide" if wide else "")
    grey = format_html('<span class="btn{}" role="button" aria-disabled="true">{}</span>', sizes, words)
    return format_html('<span class="refused{}">{}{}</span>', " wide" if wide else "", grey, reason)


@register.simple_tag(takes_context=True)
def post_button(context: Context, label: Any, action: str, **options: Any) -> SafeString:
    """A verb as a plain form post. Keywords that are not options travel as hidden fields."""
    known = {"kind", "icon", "refusal", "small", "wide", "key", "confirm", "name", "value"}
    drawn = button(label, **{name: value for name, value in options.items() if name in known})
    if options.get("refusal"):
        return drawn
    hidden = [
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in options.items()
        if name not in known
    ]
    return format_html(
        '<form method="post" action="{}" class="inline" data-once>{}{}{}</form>',
        action, csrf_field(context), mark_safe("".join(hidden)), drawn,  # noqa: S308 - each part is escaped
    )  # fmt: skip


def csrf_field(context: Context) -> SafeString:
    request = context.get("request")
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
