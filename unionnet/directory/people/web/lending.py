# SPDX-License-Identifier: Apache-2.0
"""Leave on the desk: what I lend to whom, and until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people import queries
from unionnet.directory.people.actions import lend_post, take_back
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.verbs import words_of
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.directory.people.web.lending_forms import LendingForm
from unionnet.foundation.refusals import Refusal

MOST_LENT = 100


@with_verb("desk.open")
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: MemberRequest) -> HttpResponse:
    """The form, and what is lent now."""
    own = queries.lendable_posts_of(request.person)
    form = LendingForm(request.POST or None, posts=own, initial={"since": queries.today()})
    if request.method == "POST" and form.is_valid() and _lent(request, form):
        messages.success(request, _("已委托。对方在“切换任职”里选用，到期自动结束。"))
        return redirect("desk-people:deputies")
    lent = [
        (role, [words_of(verb) for verb in role.verbs or ()])
        for role in queries.lent_out_by(request.person)[:MOST_LENT]
    ]
    return render(request, "people/desk/deputies.html", {"form": form, "lent": lent, "posts": own})


def _lent(request: MemberRequest, form: LendingForm) -> bool:
    given = form.cleaned_data
    to = queries.member_by_card(given["card_no"])
    if to is None:
        form.add_error("card_no", _("没有这个会员证号的会员。"))
        return False
    try:
        dates = {"since": given["since"], "until": given["until"]}
        lend_post(given["post"], to, given["verbs"], by=request.person, **dates)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@with_verb("desk.open")
@require_POST
def end_deputy(request: MemberRequest, pk: int) -> HttpResponse:
    take_back(get_object_or_404(queries.lent_out_by(request.person), pk=pk), by=request.person)
    messages.info(request, _("已收回委托。"))
    return redirect("desk-people:deputies")
