# SPDX-License-Identifier: Apache-2.0
"""Whoever checked in with their place has come to the activity."""

from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.campaigns.actions import copy_attendance
from unionnet.tools.enrolment.facts import CheckedIn


@on(CheckedIn)
def came_with_a_place(fact: CheckedIn) -> None:
    copy_attendance(fact.offer, fact.person, fact.session)
