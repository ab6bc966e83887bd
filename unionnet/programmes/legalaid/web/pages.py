# SPDX-License-Identifier: Apache-2.0
"""The phone: whom to call, who is helped and how soon, and the application itself; member or not."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.legalaid.actions import ask
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.queries import phones_for
from unionnet.programmes.legalaid.rules import ruling
from unionnet.programmes.legalaid.web.forms import PhoneAskForm
from unionnet.tools.casework.actions import Source
from unionnet.tools.casework.clocks import Clock
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import topmost, union_of

RULES = ("LA-01.givers", "LA-02.decide", "LA-02.assign", "LA-03.early", "LA-04.no_means_test")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Read by anybody; `?site=` is the code on the wall of a station."""
    site, person = _site(request), _person(request)
    union = site.organisation if site else _union(person)
    givers, decide, assign, early, means = (ruling(name, union, database_now()) for name in RULES)
    context = {
        "site": site,
        "phones": phones_for(site, union),
        "decide_in": Clock.of(decide.value),
        "assign_in": Clock.of(assign.value),
        "rulings": (givers, decide, means, early),
        "grounds": [Aid.Ground(code).label for code in means.value],
    }
    return render(request, "legalaid/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    site, person = _site(request), _person(request)
    form = PhoneAskForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            aid = _asked(request, form, site, person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return _goodbye(request, aid, person)
    context = {"form": form, "site": site, "person": person}
    return render(request, "legalaid/new.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: PhoneAskForm, site: Site | None, person: Person | None) -> Aid:
    if person is None and not ratelimit.consume(
        request, action="legalaid_ask", key=form.cleaned_data["phone"]
    ):
        raise Refusal("too_many_tries", _("这个手机号今天已经申请多次，请打电话联系工会。"))
    begin = site.organisation if site else _union(person)
    if begin is None:
        raise Http404
    source = Source(Case.Channel.STATION if site else Case.Channel.PHONE_PAGE, site=site)
    files = request.FILES.getlist("papers")
    key = form.cleaned_data["key"]
    return ask(begin, form.terms, form.said, form.owner, source=source, files=files, key=key, by=person)


def _goodbye(request: HttpRequest, aid: Aid, person: Person | None) -> HttpResponse:
    if person is not None:
        messages.success(request, _("申请已提交。每一步办到哪里，这里都看得到。"))
        return redirect("casework:case", aid.case.public_id)
    words = _("申请已提交，编号 %(number)s。请记下编号，凭编号和手机号查进展。")
    messages.success(request, words % {"number": aid.case.number})
    return redirect("casework:lookup")


def _site(request: HttpRequest) -> Site | None:
    return public_sites().filter(public_id=request.GET.get("site", "")[:12]).first()


def _person(request: HttpRequest) -> Person | None:
    return getattr(request, "person", None)


def _union(person: Person | None) -> Organisation | None:
    return (union_of(person) if person else None) or topmost()
