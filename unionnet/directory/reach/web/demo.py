# SPDX-License-Identifier: Apache-2.0
"""The outer world of a demo: the phone and the WeChat of whoever looks. Absent outside a demo."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionnet.directory.reach.demo_phone import SHELF
from unionnet.directory.reach.queries import texts_held_by
from unionnet.foundation.demo import is_demo


@never_cache
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """Text messages: codes asked for in this browser, and notices of the person signed in."""
    person = _person_in_a_demo(request)
    codes = [(parse_datetime(at), text) for at, text in request.session.get(SHELF, [])]
    texts = list(texts_held_by(person, "sms")[:20]) if person else []
    return render(request, "reach/demo_phone.html", {"codes": codes, "texts": texts})


@never_cache
@require_safe
def wechat(request: HttpRequest) -> HttpResponse:
    """Template messages as WeChat would show them."""
    person = _person_in_a_demo(request)
    held = list(texts_held_by(person, "wechat")[:20]) if person else []
    return render(request, "reach/wechat.html", {"held": held})


def _person_in_a_demo(request: HttpRequest):  # type: ignore[no-untyped-def]
    if not is_demo():
        raise Http404
    return getattr(request, "person", None)
