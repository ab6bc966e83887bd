# SPDX-License-Identifier: Apache-2.0
"""What others may hear of childcare. Ids only: no name, no allergy, nobody's phone."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CareClassOpened(Fact, name="childcare.class_opened"):
    care_class: int
    organisation: int


@dataclass(frozen=True)
class DutyChanged(Fact, name="childcare.duty_changed"):
    care_class: int
    person: int
    is_on: bool


@dataclass(frozen=True)
class ChildRegistered(Fact, name="childcare.child_registered"):
    child: int
    person: int


@dataclass(frozen=True)
class GuardianConsented(Fact, name="childcare.guardian_consented"):
    child: int
    version: str


@dataclass(frozen=True)
class GuardianWithdrew(Fact, name="childcare.guardian_withdrew"):
    child: int


@dataclass(frozen=True)
class PickupsChanged(Fact, name="childcare.pickups_changed"):
    child: int
    pickup: int
    is_on: bool


@dataclass(frozen=True)
class SpecialCareRead(Fact, name="childcare.special_care_read"):
    """Somebody on duty opened what to mind of these children."""

    care_class: int
    children: list[int]


@dataclass(frozen=True)
class ChildEntered(Fact, name="childcare.child_entered"):
    care_class: int
    child: int


@dataclass(frozen=True)
class ChildCame(Fact, name="childcare.child_came"):
    care_class: int
    child: int
    care_day: int


@dataclass(frozen=True)
class ChildPickedUp(Fact, name="childcare.child_picked_up"):
    care_class: int
    child: int
    care_day: int


@dataclass(frozen=True)
class PickupRefused(Fact, name="childcare.pickup_refused"):
    """Somebody who is not on the list wanted the child."""

    care_class: int
    child: int


@dataclass(frozen=True)
class ChildrenForgotten(Fact, name="childcare.children_forgotten"):
    children: list[int]
