# SPDX-License-Identifier: Apache-2.0
"""The phone: ask in one's own words; what is found is quoted with its source, and where nobody can be sure a
person answers."""

from __future__ import annotations

from allauth.core import ratelimit
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.texts import one_line
from unionnet.programmes.knowledge import phrasing
from unionnet.programmes.knowledge.actions import hand_to_people
from unionnet.programmes.knowledge.queries import Found, answer_told_to, answers_told_to, found_for

LONGEST = 200


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    question, person, today = _asked(request), _person(request), local_date(database_now())
    context = {
        "question": question,
        "found": found_for(person, question, today) if question else None,
        "common": [] if question else answers_told_to(person, today),
        "may_say_plainly": phrasing.is_configured() and person is not None,
    }
    return render(request, "knowledge/ask.html", context)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    today = local_date(database_now())
    answer = answer_told_to(_person(request), public_id[:40], today)
    if answer is None:
        raise Http404
    return render(request, "knowledge/answer.html", {"answer": answer})


@transaction.non_atomic_requests
@require_safe
@signed_in
def plainly(request: MemberRequest) -> HttpResponse:
    """In plainer words, by the operator's model. No transaction waits for it."""
    question = _asked(request)
    with transaction.atomic():
        found = found_for(request.person, question, local_date(database_now()))
    words = ""
    if found.is_sure and ratelimit.consume(request, action="knowledge_model", user=request.user):
        words = phrasing.phrased(question, _sources(found))
    with transaction.atomic():
        return render(
            request, "knowledge/plainly.html", {"question": question, "found": found, "words": words}
        )


@require_POST
@signed_in
def handover(request: MemberRequest) -> HttpResponse:
    case = hand_to_people(request.POST.get("q", ""), by=request.person)
    return redirect("casework:case", case.public_id)


def _sources(found: Found) -> list[str]:
    answers = [f"{hit.answer.question}\n{hit.answer.text}\n{hit.answer.source}" for hit in found.hits[:2]]
    return [*answers, *(str(ruling.citation) for ruling in found.articles)]


def _asked(request: HttpRequest) -> str:
    return one_line(request.GET.get("q", ""), LONGEST)


def _person(request: HttpRequest) -> Person | None:
    return getattr(request, "person", None)
