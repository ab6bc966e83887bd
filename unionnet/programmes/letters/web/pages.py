# SPDX-License-Identifier: Apache-2.0
"""The page of the employer: the address on the paper is the key to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from unionnet.foundation.clock import database_now
from unionnet.programmes.letters.actions import answer
from unionnet.programmes.letters.queries import letter_by_key
from unionnet.programmes.letters.rules import term_of, why_not_answer
from unionnet.programmes.letters.web.forms import AnswerForm
from unionnet.programmes.letters.web.tables import standing_tag
from unionnet.tools.casework.web.tables import day_of


@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, key: str) -> HttpResponse:
    letter = letter_by_key(key)
    if letter is None or letter.due_at is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer(letter, form.cleaned_data["kind"], form.cleaned_data["words"], by=None)
        return redirect("letters:answer", key)
    context = {
        "letter": letter,
        "form": form,
        "due": day_of(letter.due_at),
        "standing": standing_tag(letter, database_now()),
        "term": term_of(letter, letter.at),
        "is_open": why_not_answer(letter, None) is None,
    }
    return render(request, "letters/answer.html", context, status=422 if form.errors else 200)
