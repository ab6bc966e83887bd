# SPDX-License-Identifier: Apache-2.0
"""From the result to the letter that asks for approval."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.programmes.committees.actions import abandon, give_posts, reopen
from unionnet.programmes.committees.actions import report as write_report
from unionnet.programmes.committees.models import Post
from unionnet.programmes.committees.queries import races_of
from unionnet.programmes.committees.web.elections import found_election
from unionnet.programmes.committees.web.unions import to_letter


@require_POST
@needs("committees.manage")
def posts(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who of the elected is chair, vice-chair, member."""
    found = found_election(request, public_id)
    everybody = [each.pk for race in races_of(found) for each in race.candidates.all()]
    said = {pk: request.POST.get(f"post-{pk}", "") for pk in everybody}
    chosen = {pk: post for pk, post in said.items() if post in Post.values}
    give_posts(found, chosen, by=request.person)
    return redirect("desk-committees:election", public_id)


@require_POST
@needs("committees.manage")
def report(request: MemberRequest, public_id: str) -> HttpResponse:
    """The letter, ready to be read through, enclosed to and sent."""
    return to_letter(request, write_report(found_election(request, public_id), by=request.person))


@require_POST
@needs("committees.manage")
def move(request: MemberRequest, public_id: str) -> HttpResponse:
    """One step back: reopen, abandon."""
    found, by = found_election(request, public_id), request.person
    if request.POST.get("move") == "abandon":
        abandon(found, by=by)
        return redirect("desk-committees:union", found.organisation.public_id)
    if request.POST.get("move") == "reopen":
        reopen(found, by=by)
    return redirect("desk-committees:election", public_id)
