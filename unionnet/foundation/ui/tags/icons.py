# SPDX-License-Identifier: Apache-2.0
"""Our own line icons, one a line in shapes.txt. A missing name is an error, not a hole."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

_LINES = (Path(__file__).parent.parent / "shapes.txt").read_text(encoding="utf-8").splitlines()
SHAPES = dict(line.split(" ", 1) for line in _LINES if not line.startswith("#"))
NAMES = tuple(SHAPES)


@cache
def _drawn(name: str, size: int) -> SafeString:
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{1}"/></svg>',
        size,
        SHAPES[name],
    )


@register.simple_tag
def icon(name: str, size: int = 24, label: Any = "") -> SafeString:
    """Decorative unless it has a label; then it is an image with that name."""
    if not label:
        return _drawn(name, size)
    return format_html('<span role="img" aria-label="{}">{}</span>', label, _drawn(name, size))
