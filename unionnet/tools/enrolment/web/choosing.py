# SPDX-License-Identifier: Apache-2.0
"""Wishes in order, for the offers of a group that are given by lot and preference."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.tools.enrolment.actions import choose
from unionnet.tools.enrolment.models import Offer, OfferGroup
from unionnet.tools.enrolment.queries import choices_of, public_offers


@require_http_methods(["GET", "POST"])
@signed_in
def choices(request: MemberRequest, public_id: str) -> HttpResponse:
    """First wish, second wish, … : plain selects, no dragging needed."""
    group = get_object_or_404(OfferGroup, public_id=public_id)
    offers = list(
        public_offers().filter(group=group, mode=Offer.Mode.RANKED, cancelled_at=None).order_by("id")
    )
    if request.method == "POST":
        by_id = {offer.public_id: offer for offer in offers}
        wanted = [by_id[value] for value in request.POST.getlist("wish")[:50] if value in by_id]
        choose(request.person, group, wanted, by=request.person)
        messages.success(request, _("志愿已收到，截止前可以修改。"))
        return redirect("enrolment:choices", public_id)
    mine = choices_of(request.person, group)
    chosen = [choice.offer.public_id for choice in mine]
    lines = [(n, chosen[n - 1] if n <= len(chosen) else "") for n in range(1, len(offers) + 1)]
    context = {"group": group, "offers": offers, "lines": lines, "mine": mine}
    return render(request, "enrolment/choices.html", context)
