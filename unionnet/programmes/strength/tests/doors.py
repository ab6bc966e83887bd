# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.foundation.files.actions import keep_bytes
from unionnet.programmes.strength.models import Check, Item, Round, Score

DOORS = """
/desk/strength/                                 GET,POST  officer leader system
/desk/strength/<round>/                         GET       officer leader system @ own parent child
/desk/strength/<round>/export                   GET       officer leader system @ own parent child
/desk/strength/<round>/publish                  POST      officer @ own parent
/desk/strength/sheets/<check>/                  GET       officer leader system @ own parent
/desk/strength/sheets/<check>/<number>/         GET,POST  officer leader system @ own parent
/desk/strength/sheets/<check>/<number>/file     GET       officer leader system @ own parent
/desk/strength/sheets/<check>/hand-in           POST      officer @ own parent
/desk/strength/sheets/<check>/finish            POST      officer @ own parent
"""


def round(home: Home) -> Round:
    made = Round.objects.create(
        organisation=home.union, title="五强", due_on=date(2026, 12, 1), opened_by=home.officer
    )
    Item.objects.create(round=made, dimension="leading", number=1, text="学习", points=10)
    return made


def check(home: Home) -> Check:
    made = Check.objects.create(round=round(home), organisation=home.union)
    paper = keep_bytes(b"%PDF-1.4", "签到表.pdf", "application/pdf", by=home.officer)
    item = made.round.items.get()
    Score.objects.create(check_of=made, item=item, most=10, own=9, evidence="签到表", file=paper)
    return made


def number(home: Home) -> int:
    return 1
