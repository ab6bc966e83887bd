# SPDX-License-Identifier: Apache-2.0
"""The roll of a day, to print: for the wall of the room, or for who is on duty."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.programmes.childcare.models import CareClass
from unionnet.programmes.childcare.queries import roll


def roll_page(request: MemberRequest, care_class: CareClass) -> HttpResponse:
    """Names leave the house, so the journal says so."""
    day = day_asked(request, care_class)
    lines = roll(care_class, day)
    what = _("托管点名表 %(care)s") % {"care": care_class.offer.title}
    note_export([line.child.person_id for line in lines], by=request.person, what=what)
    return render(request, "childcare/sheet.html", {"care_class": care_class, "day": day, "lines": lines})


def day_asked(request: MemberRequest, care_class: CareClass) -> date:
    """The day in the address, else today or the next day that is held."""
    try:
        asked = parse_date(request.GET.get("day", "")[:10])
    except ValueError:
        asked = None
    today = timezone.localdate()
    return asked or care_class.day_for(today) or today
