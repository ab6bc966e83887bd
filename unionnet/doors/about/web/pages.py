# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import unionnet
from unionnet.doors.about.items import items
from unionnet.doors.about.licences import browser_packages, python_packages


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html", {"version": unionnet.__version__})


@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    context = {"python": python_packages(), "browser": browser_packages()}
    return render(request, "about/licences.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "about/privacy.html", {"items": items()})
