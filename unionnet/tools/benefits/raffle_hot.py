# SPDX-License-Identifier: Apache-2.0
"""What a lane may keep in memory of raffles, read in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions.trying import pads_of
from unionnet.tools.benefits.models import Prize, Raffle

TERMS = (
    *("opens_at", "closes_at", "cancelled_at", "cancel_reason", "published_at", "audience", "open_to_id"),
    *("any_tags", "tries", "title"),
)


@dataclass(frozen=True)
class RaffleNow:
    """A raffle at one moment, times in seconds. `pads` are those of its seed: they stay in this process."""

    raffle: Raffle
    terms: tuple[Any, ...]
    pads: tuple[bytes, bytes]
    prizes: Mapping[int, Prize]
    is_over: bool
    opens: float


def read_raffles(
    public_ids: Collection[str], known: Mapping[str, RaffleNow], *, using: str
) -> tuple[datetime, dict[str, RaffleNow]]:
    """The moment and the raffles. A seed is opened once."""
    moment = database_now(using)
    rows = Raffle.objects.using(using).filter(public_id__in=list(public_ids))
    found = list(rows.select_related("organisation", "open_to"))
    prizes: dict[int, dict[int, Prize]] = defaultdict(dict)
    for prize in Prize.objects.using(using).filter(raffle__in=found):
        prizes[prize.raffle_id][prize.pk] = prize
    return moment, {
        raffle.public_id: RaffleNow(
            raffle,
            tuple(getattr(raffle, name) for name in TERMS),
            before.pads if (before := known.get(raffle.public_id)) else pads_of(raffle),
            prizes[raffle.pk],
            is_over=bool(raffle.cancelled_at or raffle.published_at),
            opens=raffle.opens_at.timestamp(),
        )
        for raffle in found
    }
