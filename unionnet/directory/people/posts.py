# SPDX-License-Identifier: Apache-2.0
"""Role rows become reach: the parts of the tree where a person may use a verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Now, TruncDate

from unionnet.foundation.prepared import prepared

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person

OFFICER_VERBS = {
    "desk.open",
    "organisations.see",
    "organisations.change",
    "people.see",
    "people.open_field",
    "people.approve",
    "people.export",
    "places.see",
    "places.change",
    "places.operate",
    "reach.send",
    "enrolment.see",
    "enrolment.manage",
    "enrolment.check_in",
    "nightschool.see",
    "nightschool.manage",
    "staffing.see",
    "staffing.manage",
    "submissions.see",
    "submissions.send",
    "submissions.decide",
    "establishing.see",
    "establishing.manage",
    "postings.see",
    "postings.manage",
    "committees.see",
    "committees.manage",
    "committees.approve",
    "outreach.see",
    "outreach.manage",
    "screen.open",
}

# What each role may do. Issue a verb here and nowhere else.
VERBS: dict[str, set[str]] = {
    "officer": OFFICER_VERBS,
    "leader": {
        "desk.open",
        "screen.open",
        "organisations.see",
        "places.see",
        "enrolment.see",
        "nightschool.see",
        "staffing.see",
        "submissions.see",
        "establishing.see",
        "postings.see",
        "committees.see",
        "outreach.see",
    },
    "station_keeper": {"places.operate", "places.see"},
    "teacher": {"enrolment.check_in", "enrolment.see", "nightschool.see"},
    "system_admin": {"desk.open", "organisations.see", "system.manage", "api.manage"},
    "security_admin": {"desk.open", "people.grant_roles", "rights.incidents"},
    "audit_admin": {"desk.open", "journal.see"},
}


@dataclass(frozen=True)
class Reach:
    """Subtrees by their paths. False when empty."""

    paths: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paths)

    def covers(self, path: str) -> bool:
        return any(path.startswith(own) for own in self.paths)

    def ranges(self) -> list[tuple[str, str]]:
        """(from, before) of each subtree, for a question asked once a subtree. No two overlap."""
        return [(path, path + "~") for path in self.paths]

    def q(self, column: str = "organisation__path") -> Q:
        """The filter for rows of these subtrees, as ranges; nothing when empty."""
        found = Q(pk__in=[])
        for path in self.paths:
            found |= Q(**{f"{column}__gte": path, f"{column}__lt": path + "~"})
        return found


def reach_of(person: Person, verb: str) -> Reach:
    """The subtrees where one of the person's roles, in force today, allows the verb. Inside `person.within`
    only, when the person acts with one post or through a token."""
    names = {name for name, verbs in VERBS.items() if verb in verbs}
    widest: list[str] = []
    for name, path in roles_in_force(person):
        narrowed = _narrowed(path, person.within)
        if name in names and narrowed and not any(narrowed.startswith(wider) for wider in widest):
            widest.append(narrowed)
    return Reach(tuple(widest))


def roles_in_force(person: Person) -> list[tuple[str, str]]:
    """(role, path) of today, from the top of the tree. Read once for the person of a request."""
    if person.roles_of_today is not None:
        return person.roles_of_today
    roles = _roles_of_today(person.pk)
    if person.is_asking:
        person.roles_of_today = roles
    return roles


@prepared
def _roles_of_today(person: int) -> QuerySet[Any, tuple[str, str]]:
    today = TruncDate(Now())
    roles = apps.get_model("people", "Role").objects.filter(person=person, since__lte=today)
    in_force = roles.filter(Q(until__isnull=True) | Q(until__gte=today))
    return in_force.order_by("organisation__path").values_list("name", "organisation__path")


def _narrowed(path: str, within: str) -> str:
    """The part of the subtree at `path` that lies within; "" when none does."""
    return path if path.startswith(within) else within if within.startswith(path) else ""
