# SPDX-License-Identifier: Apache-2.0
"""What a seal rests on: the content of a period as one digest, worked out in the database."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q

from unionnet.tools.returns.models import Period, Return

DIGEST = """
SELECT encode(sha256(convert_to(
    coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), ''), 'UTF8')), 'hex')
FROM (
    SELECT concat_ws(E'\\t', o.public_id, i.code, c.number, c.text, c.reason) AS line
    FROM returns_cell c JOIN returns_return r ON r.id = c.of_id
    JOIN organisations_organisation o ON o.id = r.organisation_id
    JOIN returns_indicator i ON i.id = c.indicator_id
    WHERE r.period_id = %(period)s AND r.state IN ('accepted', 'sealed')
    UNION ALL
    SELECT concat_ws(E'\\t', o.public_id, f.known_as, f.name, f.occasion)
    FROM returns_firmline f JOIN returns_return r ON r.id = f.of_id
    JOIN organisations_organisation o ON o.id = r.organisation_id
    WHERE r.period_id = %(period)s AND r.state IN ('accepted', 'sealed')
) AS lines
"""


class Progress(NamedTuple):
    """How many returns of a period are where."""

    units: int
    filled: int
    sent: int
    returned: int
    accepted: int
    sealed: int

    @property
    def handed_over(self) -> int:
        return self.sent + self.accepted + self.sealed

    @property
    def missing(self) -> int:
        return self.units - self.handed_over


def digest_of(period: Period) -> str:
    """SHA-256 of every figure and firm that was accepted, in one order. Under the seal it stays the same."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, {"period": period.pk})
        return str(cursor.fetchone()[0])


def progress_of(period: Period) -> Progress:
    states = ("filled", "sent", "returned", "accepted", "sealed")
    counts = {state: Count("pk", filter=Q(state=state)) for state in states}
    found = Return.objects.filter(period=period).aggregate(units=Count("pk"), **counts)
    return Progress(**found)
