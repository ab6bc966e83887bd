# SPDX-License-Identifier: Apache-2.0
"""What makes the phone pages installable: worker, manifest, icons and the page for no network."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from unionnet.foundation.ui.paper import MissingPango, drawing_as_png

HERE = Path(__file__).resolve().parent.parent
SIZES = (180, 192, 512)
KEPT = ("ui/mobile.css", "ui/icon.svg", "ui/js/page.js")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Served from the root so that its scope is the whole site; its version is what it keeps."""
    kept = [reverse("root-ui:offline"), *(static(name) for name in KEPT)]
    text = (HERE / "web" / "sw.js").read_text(encoding="utf-8")
    version = hashlib.sha256("\n".join([text, *kept]).encode()).hexdigest()[:12]
    text = text.replace("__VERSION__", version).replace("__STATIC__", settings.STATIC_URL)
    for mark, value in (("__OFFLINE__", kept[0]), ("__KEPT__", " ".join(kept))):
        text = text.replace(mark, value)
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_GET
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    icons = [
        _icon_entry(reverse("root-ui:icon", args=[size]), f"{size}x{size}", "image/png")
        for size in (192, 512)
    ]
    icons.append(_icon_entry(static("ui/icon.svg"), "any", "image/svg+xml"))
    return JsonResponse(
        {
            "id": "/",
            "name": _("工会一张网"),
            "short_name": _("一张网"),
            "lang": "zh-Hans",
            "start_url": "/?from=installed",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f7f5f1",
            "theme_color": "#f7f5f1",
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _icon_entry(address: str, sizes: str, kind: str) -> dict[str, str]:
    """The drawing keeps clear of its edges, so it may be cut to any shape."""
    return {"src": address, "sizes": sizes, "type": kind, "purpose": "any maskable"}


@require_GET
@cache_control(public=True, max_age=86400)
def icon(request: HttpRequest, size: int) -> HttpResponse:
    if size not in SIZES:
        raise Http404
    try:
        return HttpResponse(_icon(size), content_type="image/png")
    except MissingPango as error:
        raise Http404(str(error)) from error


@require_GET
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without reading the page."""
    return redirect(static("ui/icon.svg"))


@cache
def _icon(size: int) -> bytes:
    kept = Path(settings.UNIONNET_DATA) / "icons" / f"icon-{size}.png"
    if kept.exists():
        return kept.read_bytes()
    drawn = drawing_as_png((HERE / "static" / "ui" / "icon.svg").read_text(encoding="utf-8"), size)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(drawn)
    return drawn


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/offline.html")
