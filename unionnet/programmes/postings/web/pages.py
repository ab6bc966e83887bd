# SPDX-License-Identifier: Apache-2.0
"""On the phone: my postings, the diary in under a minute, what was found and how it ended."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.files.actions import keep_picture
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.postings.actions import close_problem, hand_over, judge, raise_problem, write_entry
from unionnet.programmes.postings.models import Posting
from unionnet.programmes.postings.queries import (
    entries_seen_by,
    postings_of,
    postings_seen_by,
    problems_seen_by,
    report_of,
)
from unionnet.programmes.postings.rules import why_not_write
from unionnet.programmes.postings.web.forms import NoteForm, OpinionForm, ResultForm, TroubleForm, said_no

SHOWN = 50


@require_safe
@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    return render(request, "postings/mine.html", {"postings": postings_of(request.person)[:SHOWN]})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def diary(request: MemberRequest, public_id: str) -> HttpResponse:
    """The form first, then what was written. A "no" comes back with every word that was typed."""
    posting, today = _seen(request, public_id), timezone.localdate()
    day = min(max(today, posting.starts_on), posting.ends_on)
    form = NoteForm(request.POST or None, request.FILES or None, initial={"day": day})
    if request.method == "POST" and form.is_valid() and _written(request, posting, form):
        messages.success(request, _("已记下。"))
        return redirect("postings:diary", public_id)
    context = {
        "posting": posting,
        "form": form,
        "report": report_of(posting, today, SHOWN),
        "refusal": why_not_write(request.person, posting, day, on=max(today, day)),
        "today": today,
        "result": ResultForm(),
    }
    return render(request, "postings/diary.html", context, status=422 if form.errors else 200)


def _written(request: MemberRequest, posting: Posting, form: NoteForm) -> bool:
    upload = form.cleaned_data["photo"]
    try:
        photo = keep_picture(upload, by=request.person, is_public=False) if upload else None
        write_entry(posting, form.note(photo), form.trouble, by=request.person)
    except Refusal as refusal:
        said_no(form, refusal)
        return False
    return True


@require_POST
@signed_in
def trouble(request: MemberRequest, public_id: str) -> HttpResponse:
    posting, form = _seen(request, public_id), TroubleForm(request.POST)
    if form.is_valid() and form.trouble:
        raise_problem(posting, form.trouble, by=request.person)
        messages.success(request, _("已列入问题清单。"))
    else:
        messages.error(request, _("请写明是什么问题、由谁解决、什么时候前解决。"))
    return redirect("postings:diary", public_id)


@require_POST
@signed_in
def close(request: MemberRequest, public_id: str) -> HttpResponse:
    problem = get_object_or_404(problems_seen_by(request.person), public_id=public_id)
    close_problem(problem, request.POST.get("result", ""), by=request.person)
    messages.success(request, _("已销号。"))
    return redirect("postings:diary", problem.posting.public_id)


@require_POST
@signed_in
def handover(request: MemberRequest, public_id: str) -> HttpResponse:
    problem = get_object_or_404(problems_seen_by(request.person), public_id=public_id)
    hand_over(problem, by=request.person)
    messages.success(request, _("已转为督办。"))
    return redirect("postings:diary", problem.posting.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def opinion(request: MemberRequest, public_id: str) -> HttpResponse:
    """How content the union that was visited is, before and after."""
    posting = _seen(request, public_id)
    form = OpinionForm(request.POST or None, initial={"stage": _stage(posting, timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        judge(posting, said["stage"], said["stars"], said["words"], by=request.person)
        messages.success(request, _("谢谢，已记下。"))
        return redirect("postings:opinion", public_id)
    context = {"posting": posting, "form": form, "own": posting.opinions.filter(person=request.person)}
    return render(request, "postings/opinion.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def photo(request: MemberRequest, public_id: str) -> HttpResponse:
    """The photo of an entry, for those who may read it."""
    entry = get_object_or_404(entries_seen_by(request.person), public_id=public_id, photo__isnull=False)
    kept = entry.photo
    answer = HttpResponse(kept.read() if kept else b"", content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _stage(posting: Posting, today: date) -> str:
    return "after" if today >= posting.ends_on else "before"


def _seen(request: MemberRequest, public_id: str) -> Posting:
    return get_object_or_404(postings_seen_by(request.person), public_id=public_id)
