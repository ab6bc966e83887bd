# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from tests.makers import make_officer
from unionnet.doors.seats.actions import Heard, hear, keep_phrase
from unionnet.doors.seats.models import Call, Phrase
from unionnet.foundation.clock import database_now

DOORS = """
/desk/seats/                               GET        officer leader
/desk/seats/waiting                        GET        officer
/desk/seats/seat                           POST       officer
/desk/seats/rise                           POST       officer
/desk/seats/calls                          POST       officer
/desk/seats/calls/<call>/                  GET,POST   officer @ own
/desk/seats/calls/<call>/pick              POST       officer @ own
/desk/seats/calls/<call>/back              POST       officer @ own
/desk/seats/calls/<call>/number            POST       officer @ own
/desk/seats/calls/<call>/draft             POST       officer @ own
/desk/seats/calls/<call>/applies           POST       officer @ own
/desk/seats/calls/<call>/ending            POST       officer @ own
/desk/seats/phrases                        GET,POST   officer
/desk/seats/phrases/<phrase>/withdrawal    POST       officer @ own parent
/desk/seats/hours                          GET        officer leader
/desk/seats/hours.xlsx                     GET        officer leader
/desk/seats/asked                          GET        officer leader
/desk/seats/asked.xlsx                     GET        officer leader
/api/v1/calls/events                       POST       signed-in
/api/v1/calls                              GET        signed-in
/api/v1/calls/<call>/ending                POST       signed-in
"""


def call(home: Home) -> Call:
    """It rings, and nobody has it yet."""
    now, engineer = database_now(), make_officer(home.union, role="system_admin")
    return hear(home.union, Heard("e1", "c1", "ring", now, "13900000001"), by=engineer, at=now)


def phrase(home: Home) -> Phrase:
    return keep_phrase(home.union, "jb", "加班工资按国家规定支付。", by=home.officer)
