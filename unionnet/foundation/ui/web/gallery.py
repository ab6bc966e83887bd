# SPDX-License-Identifier: Apache-2.0
"""Every component in every state, for those who build pages. Only where nobody real is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from unionnet.foundation.demo import is_demo
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.web import samples
from unionnet.foundation.ui.web.sample_shell import GalleryMenu, GalleryShell

View = Callable[[HttpRequest], HttpResponseBase]


def only_in_demo(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not (settings.DEBUG or is_demo()):
            raise Http404
        return view(request)

    return guarded


@only_in_demo
def components(request: HttpRequest) -> HttpResponse:
    form = samples.JoinForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, samples.SAVED)
    context = {
        "form": form,
        **samples.for_phone(),
        "menu": GalleryMenu(request),
    }
    return render(request, "ui/gallery/phone.html", context)


@only_in_demo
def desk(request: HttpRequest) -> HttpResponse:
    context = {**samples.for_desk(), "form": samples.JoinForm(), "menu": GalleryMenu(request)}
    context["shell"] = GalleryShell(request)
    return render(request, "ui/gallery/desk.html", context)


@only_in_demo
def screen(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery/screen.html", samples.for_screen())


@only_in_demo
def states(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery/states.html", {**samples.for_states(), "menu": GalleryMenu(request)})


@only_in_demo
def printed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery/print.html", samples.for_paper())


@only_in_demo
def refused(request: HttpRequest) -> HttpResponse:
    rule = Citation("CB-01.reply_days", str(samples.ARTICLE), "A", "national 1")
    raise Refusal("not_open_yet", str(samples.NOT_YET), rule=rule, at="12:00")


@only_in_demo
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'<p class="num clock">{timezone.localtime():%H:%M:%S}</p>')


@only_in_demo
def workbook(request: HttpRequest) -> HttpResponseBase:
    rows = ([matter.title, matter.source, matter.stage, matter.left] for matter in samples.matters())
    return excel.workbook(samples.HEADS, rows, name=samples.HEADS[0])
