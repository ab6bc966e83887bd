# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime

from tests.doors import Home
from unionnet.programmes.rates.actions import seal_month
from unionnet.programmes.rates.models import Seal

DOORS = """
/desk/rates/               GET,POST  officer leader system
/desk/rates/export         GET       officer leader system
/desk/rates/<seal>/        GET       officer leader system @ own parent
/desk/rates/<seal>/export  GET       officer leader system @ own parent
/desk/rates/<seal>/list/?definition=unions   GET       officer leader system @ own parent
"""


def seal(home: Home) -> Seal:
    return seal_month(home.union, date(2024, 4, 1), by=home.officer, at=datetime(2024, 5, 2, tzinfo=UTC))
