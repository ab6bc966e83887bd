# SPDX-License-Identifier: Apache-2.0
"""What others may hear of booking. Ids only; where a resource is private not even who acted."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ResourceOpened(Fact, name="booking.resource_opened"):
    resource: int


@dataclass(frozen=True)
class ResourceChanged(Fact, name="booking.resource_changed"):
    """`what` names the changed fields."""

    resource: int
    what: list[str]


@dataclass(frozen=True)
class HostNamed(Fact, name="booking.host_named"):
    resource: int
    person: int


@dataclass(frozen=True)
class HostDismissed(Fact, name="booking.host_dismissed"):
    resource: int
    person: int


@dataclass(frozen=True)
class TermsLaidDown(Fact, name="booking.terms_laid_down"):
    terms: int


@dataclass(frozen=True)
class Booked(Fact, name="booking.booked"):
    booking: int


@dataclass(frozen=True)
class SeriesBooked(Fact, name="booking.series_booked"):
    series: int


@dataclass(frozen=True)
class BookingDecided(Fact, name="booking.decided"):
    booking: int
    accepted: bool


@dataclass(frozen=True)
class BookingCancelled(Fact, name="booking.cancelled"):
    """`by_house`: not by those who had booked; they are told."""

    booking: int
    by_house: bool


@dataclass(frozen=True)
class BookingRestored(Fact, name="booking.restored"):
    booking: int


@dataclass(frozen=True)
class SignedIn(Fact, name="booking.signed_in"):
    booking: int


@dataclass(frozen=True)
class Missed(Fact, name="booking.missed"):
    booking: int


@dataclass(frozen=True)
class Banned(Fact, name="booking.banned"):
    ban: int


@dataclass(frozen=True)
class BanLifted(Fact, name="booking.ban_lifted"):
    ban: int
