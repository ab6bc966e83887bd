# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.programmes.followups import actions
from unionnet.tools.activities.queries import follow_ups_seen_by


@require_POST
@needs("activities.manage")
def hand_over(request: MemberRequest, public_id: str) -> HttpResponse:
    """What a meeting asked for goes to the office, and its page says from now on how far it is."""
    follow_up = get_object_or_404(follow_ups_seen_by(request.person), public_id=public_id)
    item = actions.hand_over(follow_up, by=request.person)
    messages.success(request, _("已转为督办，由%(union)s跟踪。") % {"union": item.organisation.name})
    return redirect(f"/desk/activities/{follow_up.activity.public_id}#follow-ups")
