# SPDX-License-Identifier: Apache-2.0
"""Drawn by the server as SVG: codes, meters and the calm map. No style attribute, no script."""

from __future__ import annotations

import io
from collections.abc import Iterable
from math import hypot
from typing import Any

import segno
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unionnet.foundation.ui.parts import Point
from unionnet.foundation.ui.tags import words

register = Library()


@register.simple_tag
def qr(text: str, label: Any = "", error: str = "m") -> SafeString:
    """A QR code that scales with its box; its label says what scanning does."""
    out = io.BytesIO()
    code = segno.make(text, error=error, micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=False, border=2, svgclass="qr", lineclass=None, omitsize=True)
    drawing = out.getvalue().decode()
    return format_html('<span class="qrbox" role="img" aria-label="{}">{}</span>', label or _("二维码"),
                       mark_safe(drawing))  # noqa: S308 - segno draws only squares  # fmt: skip


@register.simple_tag
def meter(value: float, of: float, label: Any = "", text: Any = "", kind: str = "") -> SafeString:
    """How full: the numbers in words, the bar beside them."""
    share = 0 if not of else max(0.0, min(100.0, 100 * value / of))
    shown = text or f"{value:,} / {of:,}"
    head = format_html('<p class="row spread"><span>{}</span><span class="quiet num">{}</span></p>', label, shown) if label else ""
    return format_html(
        '<div class="metered">{}<svg class="meter {}" role="img" aria-label="{} {}" width="100%" height="6">'
        '<rect class="bed" width="100%" height="6" rx="3"/><rect class="fill" width="{}%" height="6" rx="3"/></svg></div>',
        head, kind, label, shown, round(share, 1),
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
def map_grid(context: Context, points: Iterable[Point], radius: float = 0, centre: Any = "", **more: Any) -> dict[str, Any]:  # fmt: skip
    """Places around a centre in a square of 360 units: rings say how far, the list says it in words."""
    listed = list(points)
    radius = radius or max([hypot(p.east, p.north) for p in listed] or [500]) * 1.12 or 500
    scale = 168 / radius
    inside = [p for p in listed if hypot(p.east, p.north) <= radius]
    places = [(180 + p.east * scale, 180 - p.north * scale) for p in inside]
    marks = [
        {"x": round(x, 1), "y": round(y, 1), "side": side, "dx": 11 if side == "start" else -11, "point": p, "number": n}
        for n, ((x, y), side, p) in enumerate(zip(places, _label_sides(places), inside, strict=True), start=1)
    ]
    rings = [{"r": round(r * scale, 1), "y": round(180 - r * scale + 12, 1), "text": words.distance(r)} for r in _nice(radius)]
    tiles = getattr(context.get("shell"), "tiles", "")
    return {"marks": marks, "rings": rings, "centre": centre or _("中心"), "tiles": tiles,
            "outside": len(listed) - len(inside), "label": more.get("label") or _("附近示意图，非地图")}  # fmt: skip

