# SPDX-License-Identifier: Apache-2.0
"""The phone: what others said and what came of it, saying something oneself, following it without a name."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.feedback.actions import give
from unionnet.programmes.feedback.models import Feedback
from unionnet.programmes.feedback.queries import allows_unnamed, feedback_by_receipt, shown_of
from unionnet.programmes.feedback.rules import REPLY, ruling
from unionnet.programmes.feedback.web.forms import GiveForm
from unionnet.tools.casework.actions import Source, rate
from unionnet.tools.casework.clocks import Clock
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import topmost, union_of
from unionnet.tools.casework.web.telling import as_told

SIZE, FARTHEST = 20, 2_000
CODE = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Read by anybody; `?site=` is the code on the wall of a station, `?from=` how many were read already."""
    site, union = _where(request)
    start = _start(request.GET.get("from", ""))
    lines, reply = shown_of(union, start, SIZE), ruling(REPLY, union, database_now())
    context = {
        "site": site,
        "union": union,
        "lines": lines[:SIZE],
        "start": start,
        "following": start + SIZE if len(lines) > SIZE else 0,
        "reply_in": Clock.of(reply.value),
        "ruling": reply,
    }
    return render(request, "feedback/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    (site, union), person = _where(request), _person(request)
    form = GiveForm(person, request.POST if request.method == "POST" else None, unnamed=allows_unnamed(union))
    if form.is_valid():
        try:
            given = _given(request, form, site, union)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return _goodbye(request, given, person)
    context = {"form": form, "site": site, "union": union, "person": person}
    return render(request, "feedback/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Whoever has the receipt reads how far it is, and rates it. Ratings that are tried are counted."""
    code = request.GET.get("code", "").strip().lower()[:CODE]
    if not code:
        return render(request, "feedback/follow.html")
    if not ratelimit.consume(request, action="feedback_receipt", key=code):
        raise Refusal("too_many_tries", _("试得太多了，请 5 分钟后再试。"))
    if (found := feedback_by_receipt(code)) is None:
        return render(request, "feedback/follow.html", {"missed": True}, status=404)
    if request.method == "POST":
        satisfied = request.POST.get("satisfied") == "1"
        rate(found.case, request.POST.get("words", ""), satisfied=satisfied, by=None, proved=True)
        messages.success(request, _("谢谢您的评价。"))
        return redirect(_receipt_of(found))
    return render(request, "feedback/followed.html", {**as_told(found.case), "address": _receipt_of(found)})


def _given(request: HttpRequest, form: GiveForm, site: Site | None, union: Organisation) -> Feedback:
    person, unnamed = _person(request), form.said.is_unnamed
    if person is None and not unnamed:
        key = form.cleaned_data["phone"]
        if not ratelimit.consume(request, action="feedback_give", key=key):
            raise Refusal("too_many_tries", _("这个手机号今天已经提了多次，请打电话联系工会。"))
    source = Source(Case.Channel.STATION if site else Case.Channel.PHONE_PAGE, site=site)
    files, key = request.FILES.getlist("papers"), form.cleaned_data["key"]
    return give(union, form.said, form.owner, source=source, files=files, key=key, by=person)


def _goodbye(request: HttpRequest, given: Feedback, person: Person | None) -> HttpResponse:
    words = _("已收到，编号 %(number)s。") % {"number": given.case.number}
    messages.success(request, words)
    if person is not None and not given.is_unnamed:
        return redirect("casework:case", given.case.public_id)
    return redirect(_receipt_of(given))


def _receipt_of(given: Feedback) -> str:
    return f"{reverse('feedback:follow')}?code={given.receipt}"


def _where(request: HttpRequest) -> tuple[Site | None, Organisation]:
    """The station whose code was scanned and its union; else the union of the one who asks."""
    site = public_sites().filter(public_id=request.GET.get("site", "")[:12]).first()
    person = _person(request)
    union = site.organisation if site else (union_of(person) if person else None) or topmost()
    if union is None:
        raise Http404
    return site, union


def _person(request: HttpRequest) -> Person | None:
    return getattr(request, "person", None)


def _start(text: str) -> int:
    return min(int(text), FARTHEST) if text.isascii() and text.isdigit() and len(text) < 9 else 0
