# SPDX-License-Identifier: Apache-2.0
"""Write, mend, enclose, send, take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.refusals import Refusal
from unionnet.tools.submissions.actions import (
    attach,
    copy_to,
    detach,
    draft,
    plain_kind,
    revise,
    send,
    withdraw,
)
from unionnet.tools.submissions.actions.papers import SCAN
from unionnet.tools.submissions.queries import open_kinds, papers_of, unions_to_copy
from unionnet.tools.submissions.rules import DECIDE, SEE, SEND, why_not_revise
from unionnet.tools.submissions.web.desk import get_submission
from unionnet.tools.submissions.web.forms import CopyForm, NewForm, PaperForm, ScanForm, WordsForm


@require_http_methods(["GET", "POST"])
@with_verb(SEND)
def new(request: MemberRequest) -> HttpResponse:
    key = request.GET.get("kind", "")[:40]
    kind = get_object_or_404(open_kinds(request.person), key=key) if key else plain_kind()
    form = NewForm(kind, request.person, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = draft(
                kind,
                said["sender"],
                said["title"],
                body=said["body"],
                decider=said["decider"],
                answers=form.answers(),
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-submissions:submission", made.public_id)
    context = {"form": form, "kind": kind}
    return render(request, "submissions/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_verb(SEND)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_submission(request, public_id)
    if refusal := why_not_revise(found, request.person):
        raise refusal
    kept = {f"answer-{name}": value for name, value in found.answers.items()}
    form = WordsForm(
        found.kind, request.POST or None, initial={"title": found.title, "body": found.body, **kept}
    )
    if form.is_valid():
        said = form.cleaned_data
        revise(found, title=said["title"], body=said["body"], answers=form.answers(), by=request.person)
        messages.success(request, _("已保存。"))
        return redirect("desk-submissions:submission", public_id)
    context = {"form": form, "kind": found.kind, "submission": found}
    return render(request, "submissions/desk_form.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(SEND)
def send_up(request: MemberRequest, public_id: str) -> HttpResponse:
    found = send(get_submission(request, public_id), by=request.person, seen=seen_of(request))
    messages.success(request, _("已报送%(name)s。") % {"name": found.holder.name})
    return redirect("desk-submissions:submission", public_id)


@require_POST
@with_verb(SEND)
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    withdraw(get_submission(request, public_id), reason, by=request.person, seen=seen_of(request))
    messages.success(request, _("已撤回。"))
    return redirect("desk-submissions:submission", public_id)


@require_POST
@with_verb(SEND)
def enclose(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_submission(request, public_id)
    form = PaperForm(found.kind, request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        attach(found, said["file"], key=said.get("key", ""), title=said["title"], by=request.person)
        messages.success(request, _("已上传。"))
    else:
        messages.error(request, _("请选择要上传的文件。"))
    return redirect("desk-submissions:submission", public_id)


@require_POST
@with_verb(DECIDE)
def enclose_scan(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = get_submission(request, public_id), ScanForm(request.POST, request.FILES)
    if form.is_valid():
        attach(found, form.cleaned_data["file"], key=SCAN, title="盖章批复", by=request.person)
        messages.success(request, _("已上传。"))
    else:
        messages.error(request, _("请选择要上传的文件。"))
    return redirect("desk-submissions:submission", public_id)


@require_POST
@with_verb(SEND)
def remove_paper(request: MemberRequest, public_id: str, paper_id: str) -> HttpResponse:
    found = get_submission(request, public_id)
    detach(get_object_or_404(papers_of(found), public_id=paper_id), by=request.person)
    return redirect("desk-submissions:submission", public_id)


@require_safe
@with_verb(SEE)
def paper_file(request: MemberRequest, public_id: str, paper_id: str) -> HttpResponse:
    paper = get_object_or_404(papers_of(get_submission(request, public_id)), public_id=paper_id)
    return hand_over_file(paper.file)


@require_POST
@with_verb(SEND)
def send_copies(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = get_submission(request, public_id), CopyForm(request.POST)
    if form.is_valid():
        names = form.names()
        unions = list(unions_to_copy(found, names))
        copy_to(found, unions, by=request.person)
        unknown = sorted(set(names) - {union.name for union in unions})
        if unknown:
            messages.warning(request, _("没有找到：%(names)s。") % {"names": _("、").join(unknown)[:200]})
        if unions:
            messages.success(request, _("已抄送 %(n)s 个工会。") % {"n": len(unions)})
    else:
        messages.error(request, _("请填写要抄送的工会。"))
    return redirect("desk-submissions:submission", public_id)


def seen_of(request: MemberRequest) -> int | None:
    """The version the officer looked at."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
