# SPDX-License-Identifier: Apache-2.0
"""How much one member may be given (FIN-11, FIN-12): each province says so itself, in its pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.benefits.models import Benefit

OTHERS = "other"


@dataclass(frozen=True)
class Limits:
    """In 分 a member: in a calendar year, for one event, and on how many festivals a year. None where the
    place has no figure of its own in the rulebook: then the page says to confirm it locally."""

    ruling: Ruling
    year: int | None = None
    once: int | None = None
    times: int | None = None

    @property
    def is_known(self) -> bool:
        return any(each is not None for each in (self.year, self.once, self.times))


def limits_of(benefit: Benefit, on: date) -> Limits | None:
    """None where no rule limits such an occasion."""
    if benefit.occasion == Benefit.Occasion.FESTIVAL:
        return festival_limits(benefit.festival, benefit.organisation.county_code, on)
    ruling = rule("FIN-12.limits", where=benefit.organisation.county_code, on=on)
    if benefit.occasion not in LIFE:
        return None
    return Limits(ruling, once=ruling.value.get(benefit.occasion))


def festival_limits(festival: str, where: str, on: date) -> Limits:
    ruling = rule("FIN-11.limits", where=where, on=on)
    each = ruling.value.get("each", {})
    return Limits(
        ruling,
        year=ruling.value.get("year"),
        once=each.get(festival, each.get(OTHERS)),
        times=ruling.value.get("times"),
    )


LIFE = frozenset(
    {
        Benefit.Occasion.BIRTHDAY,
        Benefit.Occasion.MARRIAGE,
        Benefit.Occasion.BIRTH,
        Benefit.Occasion.HOSPITAL,
        Benefit.Occasion.DEATH,
        Benefit.Occasion.RETIREMENT,
    }
)
