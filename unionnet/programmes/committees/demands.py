# SPDX-License-Identifier: Apache-2.0
"""What the rulebook demands of a union of that size in that place (ORG-20 … ORG-34). Numbers come with the
article they stand in; where a place has no rule of its own, the nation's stands and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.clock import local_date
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.thresholds import majority, share_or_more
from unionnet.programmes.committees.models import Body, Election

SURPLUS = {
    Body.UNION_COMMITTEE: "ORG-24.surplus",
    Body.STANDING_COMMITTEE: "ORG-24.surplus_standing",
}
BASE_TIERS = (2, 3)
MOST_SEATS = 99


@dataclass(frozen=True)
class Band:
    """From how many to how many, both included, and where that is written."""

    least: int
    most: int
    ruling: Ruling

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


@dataclass(frozen=True)
class Demands:
    """What a re-election in this union on this day has to keep to."""

    organisation: Organisation
    on: date
    members: int
    women: int

    def ruling(self, rule_id: str) -> Ruling:
        return rule(rule_id, where=self.organisation.county_code, on=self.on)

    @cached_property
    def is_base(self) -> bool:
        """Bands by the number of members are those of base unions; federations have their own quotas."""
        return self.organisation.tier in BASE_TIERS

    @cached_property
    def years(self) -> tuple[list[int], Ruling]:
        """The terms this union may choose from (ORG-20)."""
        five = self.ruling("ORG-20.five_years_only")
        if self.organisation.kind in five.value:
            return [5], five
        ruling = self.ruling("ORG-20.term_years")
        return list(ruling.value), ruling

    @cached_property
    def size(self) -> Band | None:
        """Of the union committee (ORG-22); None where no band applies."""
        return _band(self.ruling("ORG-22.sizes"), self.members) if self.is_base and self.members else None

    @cached_property
    def delegates(self) -> Band | None:
        """How many come to a congress (ORG-25); None where all members meet."""
        return _band(self.ruling("ORG-25.delegates"), self.members) if self.wants_congress else None

    @cached_property
    def wants_congress(self) -> bool:
        """More than 100 members may send delegates; up to 100 all meet (ORG-25)."""
        return self.members > int(self.ruling("ORG-25.general_meeting_up_to").value)

    @property
    def meeting_rule(self) -> Ruling:
        """Who meets (ORG-25)."""
        return self.ruling("ORG-25.general_meeting_up_to")

    @cached_property
    def has_women_committee(self) -> bool:
        """Enough women for a committee, or else one person for them (ORG-33)."""
        return self.women >= int(self.ruling("ORG-33.women_committee_from").value)

    @cached_property
    def women_size(self) -> Band:
        """One person is no committee; below the threshold one person is enough."""
        ruling = self.ruling("ORG-33.women_committee_from")
        return Band(2 if self.has_women_committee else 1, MOST_SEATS, ruling)

    @cached_property
    def fund_audit_size(self) -> Band:
        """ORG-34: a committee; in a small base union one person."""
        below = self.ruling("ORG-34.auditor_below")
        ruling = self.ruling("ORG-34.fund_audit_size")
        least, most = ruling.value
        if self.is_base and self.members < below.value:
            return Band(1, most, below)
        return Band(least, most, ruling)

    def band_of(self, body: str) -> Band | None:
        """How many seats a body may have. The standing committee has no number of its own."""
        return {
            Body.UNION_COMMITTEE: self.size,
            Body.FUND_AUDIT_COMMITTEE: self.fund_audit_size,
            Body.WOMEN_WORKERS_COMMITTEE: self.women_size,
        }.get(Body(body))

    def surplus(self, body: str, seats: int) -> tuple[int, Ruling]:
        """How many more candidates than seats (ORG-24): rounded up, at least one."""
        ruling = self.ruling(SURPLUS.get(Body(body), "ORG-24.surplus_others"))
        return max(1, share_or_more(int(ruling.value), 100, seats)), ruling

    def quorum(self, should_attend: int) -> tuple[int, Ruling]:
        """How many must attend (ORG-23)."""
        ruling = self.ruling("ORG-23.quorum")
        part, whole = ruling.value
        return share_or_more(part, whole, should_attend), ruling

    def votes_needed(self, should_attend: int) -> tuple[int, Ruling]:
        """More than half of those who should attend (ORG-23), however many came."""
        return majority(should_attend), self.ruling("ORG-23.elected")


def demands_of(election: Election) -> Demands:
    """What holds for an election, by its own figures and the day of the meeting."""
    day = election.held_on or local_date(election.created_at)
    return Demands(election.organisation, day, election.members, election.women)


def removal_needs(organisation: Organisation, everybody: int, on: date) -> tuple[int, Ruling]:
    """Yes-votes to remove a chair or vice-chair: more than half of all (ORG-27), not of those present."""
    return majority(everybody), rule("ORG-27.removal", where=organisation.county_code, on=on)


def _band(ruling: Ruling, members: int) -> Band | None:
    for line in ruling.value:
        if line["from"] <= members <= line.get("to", members):
            return Band(line["least"], line["most"], ruling)
    return None


RULES = (
    *("ORG-20.term_years", "ORG-20.five_years_only", "ORG-20.off_schedule", "ORG-20.window_days"),
    *("ORG-20.remind_days", "ORG-21.near_relatives", "ORG-22.sizes", "ORG-22.odd", "ORG-23.quorum"),
    *("ORG-23.elected", "ORG-23.by_votes", "ORG-23.tie", "ORG-23.too_few", "ORG-24.surplus"),
    *("ORG-24.surplus_standing", "ORG-24.surplus_others", "ORG-25.general_meeting_up_to"),
    *("ORG-25.delegates", "ORG-26.meetings_a_year", "ORG-26.extraordinary", "ORG-27.removal"),
    *("ORG-28.consent", "ORG-28.silence_days", "ORG-29.vacant_months", "ORG-29.remind_days"),
    *("ORG-33.women_committee_from", "ORG-34.fund_audit", "ORG-34.fund_audit_size"),
    *("ORG-34.auditor_below", "ORG-34.excluded"),
)


def rules_in_force(where: str, on: date) -> list[tuple[str, Any, Ruling]]:
    """Every parameter of this app as it holds there on that day: (id, value, ruling)."""
    found = [(rule_id, rule(rule_id, where=where, on=on)) for rule_id in RULES]
    return [(rule_id, ruling.value, ruling) for rule_id, ruling in found]
