# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from tests.makers import make_officer
from unionnet.tools.activities.actions import set_follow_up
from unionnet.tools.activities.models import FollowUp
from unionnet.tools.activities.tests.makers import planned

DOORS = """
/desk/followups/<task>/handover  POST  officer @ own parent
"""


def task(home: Home) -> FollowUp:
    officer = make_officer(home.union)
    said = {"heading": "会议要求", "what": "年底前上线", "whose": "各单位", "due_on": date(2026, 12, 31)}
    return set_follow_up(FollowUp(activity=planned(home.union, officer), **said), by=officer)
