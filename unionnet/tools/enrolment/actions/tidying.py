# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.foundation.clock import database_now
from unionnet.tools.enrolment.models import KeyedRequest

KEYS_LIVE = timedelta(days=1)


def forget_old_keys(*, at: datetime | None = None) -> int:
    """Idempotency keys are remembered for a day."""
    at = at or database_now()
    return KeyedRequest.objects.filter(moment__lt=at - KEYS_LIVE).delete()[0]
