# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.makers import make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.tools.enrolment.models import Offer, OfferGroup

OPENING = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # noon in Shanghai
NOON = OPENING + timedelta(seconds=1)


def make_offer(union: Organisation | None = None, **given: Any) -> Offer:
    """An open offer of ten places for everybody, opening at OPENING for a week."""
    values: dict[str, Any] = {
        "title": "零基础瑜伽",
        "organisation": union or make_union("永宁街道总工会"),
        "audience": Offer.Audience.EVERYONE,
        "size": 10,
        "opens_at": OPENING,
        "closes_at": OPENING + timedelta(days=7),
    }
    return Offer.objects.create(**{**values, **given})


def make_group(union: Organisation, title: str = "春季班") -> OfferGroup:
    return OfferGroup.objects.create(title=title, organisation=union)
