# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.telling import tell_all
from unionnet.foundation.scope import verb
from unionnet.tools.casework.clocks import NEAR
from unionnet.tools.casework.facts import DispatchReminded

MOST = 20_000
LOOK_BACK = timedelta(days=30)  # what is over for longer was spoken of long ago
STATEMENT = (Path(__file__).parent / "reminding.sql").read_text(encoding="utf-8")


@verb
def remind(at: datetime | None = None) -> int:
    """Whose time is nearly over, or over, is told so, once for each deadline. Returns how many were."""
    now = at or database_now()
    given: dict[str, Any] = {"now": now, "soon": now + NEAR, "since": now - LOOK_BACK, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, given)
        rows = cursor.fetchall()
    tell_all((DispatchReminded(*row) for row in rows), by=None)
    return len(rows)
