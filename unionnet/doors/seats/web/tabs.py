# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.seats.rules import MANAGE, SEE
from unionnet.foundation.ui.parts import Tab

PAGES = {
    "duty": (_("值班"), SEE),
    "hours": (_("来电时段"), SEE),
    "asked": (_("大家问什么"), SEE),
    "phrases": (_("话术模板"), MANAGE),
}


def tabs_at(here: str, request: MemberRequest) -> list[Tab]:
    """The pages of the seats that are open to this person."""
    return [
        Tab(label, reverse(f"desk-seats:{name}"), None, name == here)
        for name, (label, verb) in PAGES.items()
        if request.person.may(verb)
    ]
