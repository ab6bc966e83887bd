# SPDX-License-Identifier: Apache-2.0
"""On the phone: the self-test, of which nothing is kept; the four consents; my dossier; public notices."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.rulebook import rule
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import begin, take_back
from unionnet.programmes.hardship.formula import judge, scheme_of
from unionnet.programmes.hardship.models import Dossier
from unionnet.programmes.hardship.rules import why_not_apply
from unionnet.programmes.hardship.web.forms import AgreeForm, SelfTestForm
from unionnet.programmes.hardship.wording import STOPS, VERSION, WORDINGS

TITLES = {"own": gettext_lazy("本人情况"), "living": gettext_lazy("工作和住房")}
EXCLUSIONS = {
    "homes": gettext_lazy("有两套以上住房"),
    "business": gettext_lazy("开办企业、商铺或者雇工"),
    "school": gettext_lazy("子女自费就读高收费私立学校或自费留学"),
}
WAYS = {
    "employed": gettext_lazy("有单位的：向单位工会申请"),
    "flexible": gettext_lazy("灵活就业、下岗失业的：向街道、社区工会申请"),
    "neither": gettext_lazy("都没有的：向县（区）总工会申请"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person: Person | None = getattr(request, "person", None)
    dossier = queries.latest_of(person) if person else None
    on, where = timezone.localdate(), _region(request)
    places = rule("HW-08.where", where=where, on=on)
    context = {
        "dossier": dossier,
        "migrants": rule("HW-04.migrants", where=where, on=on),
        "places": places,
        "ways": [WAYS[key] for key in places.value],
    }
    return render(request, "hardship/home.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_test(request: HttpRequest) -> HttpResponse:
    """Figures come in, the answer goes out, and nothing of it is kept: no row, no journal, no address."""
    on, where = timezone.localdate(), _region(request)
    form = SelfTestForm(scheme_of(where, on), request.POST or None)
    verdict = None
    if request.method == "POST" and form.is_valid():
        verdict = judge(form.household, where=where, on=on, standard=form.cleaned_data["standard"] or 0)
    exclusions = rule("HW-05.exclusions", where=where, on=on)
    names = [EXCLUSIONS[key] for key in exclusions.value]
    context = {"form": form, "verdict": verdict, "exclusions": exclusions, "names": names}
    return render(request, "hardship/self_test.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def apply(request: MemberRequest) -> HttpResponse:
    """Before anything is asked: four texts, and a yes to each."""
    if queries.dossier_of(request.person):
        return redirect("hardship:mine")
    own = queries.own_membership(request.person)
    desk = queries.desk_for(own.organisation.path) if own else None
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        begin(form.agreed, VERSION, by=request.person)
        messages.success(request, _("已受理您的同意。请一步一步填写，随时可以停下，下次接着填。"))
        return redirect("hardship:mine")
    refusal = why_not_apply(request.person, own, desk)
    context = {"form": form, "wordings": WORDINGS.values(), "refusal": refusal, "desk": desk}
    return render(request, "hardship/apply.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
@never_cache
def mine(request: MemberRequest) -> HttpResponse:
    dossier = queries.latest_of(request.person)
    if dossier is None:
        return redirect("hardship:home")
    context = {
        "dossier": dossier,
        "inside": queries.inside(dossier),
        "parts": [(part, TITLES[part], n) for part, n in queries.answered_in(dossier)],
        "proofs": dossier.proofs.select_related("file").order_by("pk"),
        "events": queries.story_of(dossier),
        "openings": dossier.openings.select_related("opened_by", "organisation").order_by("-at")[:50],
        "aids": dossier.aids.select_related("payment").order_by("-on_day", "-pk"),
        "appeal": dossier.appeals.order_by("-pk").first(),
        "may_change": dossier.state in (Dossier.State.DRAFT, Dossier.State.RETURNED),
    }
    return render(request, "hardship/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreements(request: MemberRequest) -> HttpResponse:
    """What was agreed to; taken back with one tap."""
    dossier = own_dossier(request)
    if request.method == "POST":
        topic = request.POST.get("topic", "")
        if topic not in WORDINGS:
            raise Http404
        take_back(dossier, topic, by=request.person)
        messages.success(request, _("已撤回同意。填写的内容已经删除。"))
        return redirect("hardship:home")
    given = [(WORDINGS[row.topic], row) for row in dossier.agreements.order_by("pk") if row.topic in WORDINGS]
    return render(request, "hardship/agreements.html", {"given": given, "dossier": dossier, "stops": STOPS})


@require_safe
@signed_in
def paper(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """One's own, and those of a household an officer has open."""
    files = queries.files_seen_by(request.person, timezone.now())
    return hand_over_file(get_object_or_404(files, public_id=public_id))


@require_safe
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    unions = queries.unions_with_notices(timezone.localdate())
    return _public(render(request, "hardship/notices.html", {"unions": unions}))


@require_safe
@never_cache
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one union has up. Afterwards there is no such page."""
    union = queries.union_with_notices(public_id, timezone.localdate())
    if union is None:
        raise Http404
    rows = queries.notices_of(union, timezone.localdate())
    ruling = rule("HW-15.notice_days", where=union.county_code, on=timezone.localdate())
    context = {"union": union, "rows": rows, "ruling": ruling}
    return _public(render(request, "hardship/notice.html", context))


def own_dossier(request: MemberRequest) -> Dossier:
    found = queries.latest_of(request.person)
    if found is None:
        raise Http404
    return found


def _public(response: HttpResponse) -> HttpResponse:
    """Read it while it is up; search engines keep nothing."""
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _region(request: HttpRequest) -> str:
    person: Person | None = getattr(request, "person", None)
    own = queries.own_membership(person) if person else None
    return own.organisation.county_code if own else ""
