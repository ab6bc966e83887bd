# SPDX-License-Identifier: Apache-2.0
"""How long a page waits for the database. Four questions that never end would take all threads there are."""

import os

from django.db import OperationalError, connections
from psycopg.errors import QueryCanceled

LONGEST = "60s"


def lose_patience() -> None:
    """A statement of this process ends after UNIONNET_STATEMENT_TIMEOUT, in PostgreSQL's words; waiting for a
    lock counts. For the server of pages alone: jobs and commands may take their time."""
    longest = os.environ.get("UNIONNET_STATEMENT_TIMEOUT") or LONGEST
    connections.settings["default"]["OPTIONS"]["options"] = f"-c statement_timeout={longest}"


def took_too_long(problem: BaseException | None) -> bool:
    """Whether this is what became of a statement that did."""
    return isinstance(problem, OperationalError) and isinstance(problem.__cause__, QueryCanceled)
