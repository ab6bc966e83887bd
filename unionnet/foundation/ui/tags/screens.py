# SPDX-License-Identifier: Apache-2.0
"""Parts that read from six metres: bars, the tile grid, a line. Also the region that stays live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from unionnet.foundation.ui.parts import Bar, Tile
from unionnet.foundation.ui.tags.boxes import joined

register = Library()
SHADES = 5


@register.simple_tag
def bars(items: Iterable[Bar], label: Any = "") -> SafeString:
    return format_html('<ul class="bars" aria-label="{}">{}</ul>', label, joined(_bar(bar) for bar in items))


def _bar(bar: Bar) -> SafeString:
    share = 0 if not bar.of else max(0.0, min(100.0, 100 * bar.value / bar.of))
    return format_html(
        '<li class="{}"><span class="name">{}</span><svg width="100%" height="10" aria-hidden="true">'
        '<rect class="bed" width="100%" height="10" rx="5"/>'
        '<rect class="fill" width="{}%" height="10" rx="5"/></svg><span class="num">{}</span></li>',
        "full" if share >= 100 else "", bar.label, round(share, 1), bar.text or f"{bar.value:,} / {bar.of:,}",
    )  # fmt: skip


def shade(value: float | None, low: float, high: float) -> str:
    """One sequential scale of five steps; no value has its own, hatched look."""
    if value is None:
        return "none"
    share = 0.0 if high <= low else (value - low) / (high - low)
    return f"shade{min(SHADES, max(1, int(share * SHADES) + 1))}"


@register.simple_tag
def tilegrid(tiles: Sequence[Tile], legend: Any = "", **scale: Any) -> SafeString:
    """A grid of regions in a fixed order, shaded from `low` to `high`. It is not a map."""
    known = [tile.value for tile in tiles if tile.value is not None]
    low, high = scale.get("low", min(known, default=0)), scale.get("high", max(known, default=100))
    cells = joined(_cell(tile, shade(tile.value, low, high)) for tile in tiles)
    return format_html(
        '<ul class="tilegrid">{}</ul>{}', cells, _legend(legend, low, high, scale.get("unit", "%"))
    )


def _legend(label: Any, low: float, high: float, unit: str) -> SafeString:
    steps = joined(SafeString(f'<i class="shade{n}"></i>') for n in range(1, SHADES + 1))
    ends = [f"{end:g}{unit}" for end in (low, high)]
    return format_html(
        '<p class="legend dim"><span>{} {}</span>{}<span>{}</span></p>', label, ends[0], steps, ends[1]
    )


def _cell(tile: Tile, kind: str) -> SafeString:
    inside = format_html(
        "<span>{}</span>{}", tile.label, format_html("<b>{}</b>", tile.text) if tile.text else ""
    )
    if tile.url:
        return format_html('<li class="{}"><a href="{}">{}</a></li>', kind, tile.url, inside)
    return format_html('<li class="{}">{}</li>', kind, inside)


@register.simple_tag
def sparkline(numbers: Sequence[float], label: Any = "", height: int = 48) -> SafeString:
    """A line without axes; the label says in words what it shows."""
    if len(numbers) < 2:
        return SafeString("")
    top, low = max(numbers), min(numbers)
    span = (top - low) or 1
    places = [
        (300 * n / (len(numbers) - 1), 44 - 40 * (value - low) / span) for n, value in enumerate(numbers)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return format_html(
        '<svg class="spark" viewBox="0 0 300 48" width="100%" height="{}" preserveAspectRatio="none"'
        ' role="img" aria-label="{}"><polyline class="area" points="0,48 {} 300,48"/>'
        '<polyline class="line" points="{}"/></svg>',
        height, label or _("走势"), points, points,
    )  # fmt: skip


@register.simple_block_tag(end_name="endlive")
def live(content: str, url: str, name: str, seconds: int = 5, stream: str = "") -> SafeString:
    """A region that refreshes itself from a fragment; without JavaScript it is just what it says now."""
    return format_html(
        '<div id="{}" data-live="{}" data-seconds="{}" data-stream="{}">{}</div>',
        name,
        url,
        seconds,
        stream,
        content,
    )
