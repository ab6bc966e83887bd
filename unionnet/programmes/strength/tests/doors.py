# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.programmes.strength.models import Check, Item, Round

DOORS = """
/desk/strength/                              GET,POST  officer leader system
/desk/strength/<round>/                      GET       officer leader system @ own parent child
/desk/strength/<round>/export                GET       officer leader system @ own parent child
/desk/strength/<round>/publish               POST      officer leader system @ own parent child
/desk/strength/sheets/<check>/               GET       officer leader system @ own parent
/desk/strength/sheets/<check>/1/             GET,POST  officer leader system @ own parent
/desk/strength/sheets/<check>/1/file         GET       officer leader system @ own parent
/desk/strength/sheets/<check>/hand-in        POST      officer leader system @ own parent
/desk/strength/sheets/<check>/finish         POST      officer leader system @ own parent
"""


def round(home: Home) -> Round:
    made = Round.objects.create(
        organisation=home.union, title="五强", due_on=date(2026, 12, 1), opened_by=home.officer
    )
    Item.objects.create(round=made, dimension="leading", number=1, text="学习", points=10)
    return made


def check(home: Home) -> Check:
    return Check.objects.create(round=round(home), organisation=home.union)
