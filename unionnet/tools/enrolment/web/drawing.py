# SPDX-License-Identifier: Apache-2.0
"""The draw on the desk: publish the roster, then draw, each a step that shows."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.tools.enrolment.actions import draw_lots, freeze_roster
from unionnet.tools.enrolment.models import Draw
from unionnet.tools.enrolment.queries import draw_of, offers_managed_by


@require_POST
@with_verb("enrolment.manage")
def freeze(request: MemberRequest, public_id: str) -> HttpResponse:
    found = freeze_roster(_draw(request, public_id), by=request.person)
    messages.success(request, _("名册已公布，共 %(n)s 人。") % {"n": len(found.roster)})
    return redirect("desk-enrolment:offer", public_id)


@require_POST
@with_verb("enrolment.manage")
def draw(request: MemberRequest, public_id: str) -> HttpResponse:
    word = " ".join(request.POST.get("word", "").replace("\0", "").split())[:60]
    found = draw_lots(_draw(request, public_id), by=request.person, public_word=word)
    messages.success(request, _("抽签完成，给出 %(n)s 个名额。") % {"n": len(found.result)})
    return redirect("desk-enrolment:offer", public_id)


def _draw(request: MemberRequest, public_id: str) -> Draw:
    found = draw_of(get_object_or_404(offers_managed_by(request.person), public_id=public_id))
    if found is None:
        raise Http404
    return found
