# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

import structlog

from unionnet.foundation.clock import database_now
from unionnet.foundation.privacy.erasing import purge

log = structlog.get_logger(__name__)


def purge_what_is_over(*, at: datetime | None = None) -> dict[str, int]:
    """Rows past their lifetime go, as every app has declared (PI-07). Returns how many of each kind."""
    gone = {model: count for model, count in purge(at or database_now()).items() if count}
    if gone:
        log.info("past their lifetime", **gone)
    return gone
