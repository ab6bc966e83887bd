# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.feedback.actions import Said, give
from unionnet.programmes.feedback.models import Feedback
from unionnet.tools.casework.actions import Owner

DOORS = """
/feedback/                                GET       everyone
/feedback/new                             GET,POST  everyone
/feedback/follow                          GET,POST  everyone
/desk/feedback/                           GET       officer leader
/desk/feedback/export                     GET       officer
/desk/feedback/box                        GET,POST  officer
/desk/feedback/<feedback>/                GET       officer leader @ own parent
/desk/feedback/<feedback>/task            GET,POST  officer @ own parent
/desk/feedback/<feedback>/words           GET,POST  officer @ own parent
/desk/feedback/<feedback>/words/end       POST      officer @ own parent
"""


def feedback(home: Home) -> Feedback:
    return give(home.union, Said("早点开空调"), Owner(person=home.member), by=home.member)
