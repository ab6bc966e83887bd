# SPDX-License-Identifier: Apache-2.0
"""Drawn by the server as SVG: codes, meters and the calm map. No style attribute, no script."""

from __future__ import annotations

import io
from collections.abc import Iterable
from math import hypot
from typing import Any
from unicodedata import east_asian_width

import segno
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unionnet.foundation.ui.parts import Point
from unionnet.foundation.ui.tags import words

register = Library()
MIDDLE, HALF = 180, 168


@register.simple_tag
def qr(text: str, label: Any = "", error: str = "m") -> SafeString:
    """A QR code that scales with its box; its label says what scanning does."""
    out = io.BytesIO()
    code = segno.make(text, error=error, micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=False, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    drawing = out.getvalue().decode()
    return format_html('<span class="qrbox" role="img" aria-label="{}">{}</span>', label or _("二维码"),
                       mark_safe(drawing))  # noqa: S308 - segno draws only squares  # fmt: skip


@register.simple_tag
def meter(value: float, of: float, label: Any = "", text: Any = "", kind: str = "") -> SafeString:
    """How full: the numbers in words, the bar beside them."""
    share = 0 if not of else max(0.0, min(100.0, 100 * value / of))
    shown = text or f"{value:,} / {of:,}"
    said = shown if str(shown).strip() else f"{value:,} / {of:,}"
    head = (
        format_html(
            '<p class="row spread"><span>{}</span><span class="quiet num">{}</span></p>', label, shown
        )
        if label
        else ""
    )
    return format_html(
        '<div class="metered">{}<svg class="meter {}" role="img" aria-label="{} {}" width="100%" height="6">'
        '<rect class="bed" width="100%" height="6" rx="3"/>'
        '<rect class="fill" width="{}%" height="6" rx="3"/></svg></div>',
        head, kind, label, said, round(share, 1),
    )  # fmt: skip


def _nice(radius: float) -> list[int]:
    """Two to four distance rings at round numbers."""
    for step in (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000):
        if radius / step <= 4:
            return [step * n for n in range(1, int(radius // step) + 1)] or [step]
    return [int(radius)]


def _label_sides(points: list[tuple[float, float]]) -> list[str]:
    """Right of the mark unless that runs out of the picture or onto a neighbour."""
    sides: list[str] = []
    for number, (x, y) in enumerate(points):
        crowded = any(0 < other_x - x < 90 and abs(other_y - y) < 14 for other_x, other_y in points[:number])
        sides.append("end" if x > 240 or crowded else "start")
    return sides


@register.inclusion_tag("ui/parts/_map.html", takes_context=True)
def map_grid(
    context: Context, points: Iterable[Point], radius: float = 0, centre: Any = "", label: Any = ""
) -> dict[str, Any]:
    """Places around a centre in a square of 360 units: rings say how far."""
    listed = list(points)
    radius = radius or 1.12 * max((hypot(p.east, p.north) for p in listed), default=0) or 500
    inside = [p for p in listed if hypot(p.east, p.north) <= radius]
    return {
        "marks": _marks(inside, HALF / radius),
        "rings": [_ring(metres, HALF / radius) for metres in _nice(radius)],
        "centre": centre or _("中心"),
        "tiles": getattr(context.get("shell"), "tiles", ""),
        "attribution": getattr(context.get("shell"), "tiles_by", ""),
        "outside": len(listed) - len(inside),
        "label": label or _("附近示意图，非地图"),
    }


def _ring(metres: int, scale: float) -> dict[str, Any]:
    return {
        "r": round(metres * scale, 1),
        "y": round(MIDDLE - metres * scale + 12, 1),
        "text": words.distance(metres),
    }


def _short(label: str, room: int = 22) -> str:
    """As much of a name as fits beside its mark; a Chinese character is as wide as two Latin ones."""
    for end, letter in enumerate(label):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return label[: end - 1] + "…"
    return label


def _marks(points: list[Point], scale: float) -> list[dict[str, Any]]:
    places = [(MIDDLE + p.east * scale, MIDDLE - p.north * scale) for p in points]
    return [
        {
            "x": x,
            "y": y,
            "side": side,
            "dx": 11 if side == "start" else -11,
            "point": point,
            "number": number,
            "name": _short(str(point.label)),
        }
        for number, ((x, y), side, point) in enumerate(
            zip(places, _label_sides(places), points, strict=True), start=1
        )
    ]
