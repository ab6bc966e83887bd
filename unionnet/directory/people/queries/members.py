# SPDX-License-Identifier: Apache-2.0
"""Who is in which union, as far as the one who asks may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.pinyin import begins
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.mobiles import plain_mobile
from unionnet.directory.people.models import (
    BINDING_STATES,
    MEMBER_STATES,
    OPEN_STATES,
    UNDECIDED_STATES,
    Listing,
    Membership,
    Person,
    Standing,
)
from unionnet.directory.people.models.persons import INCOMPLETE
from unionnet.directory.people.posts import Reach
from unionnet.directory.people.queries.listings import listed_within
from unionnet.directory.people.rules import review_due
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.prepared import prepared
from unionnet.foundation.refusals import Citation
from unionnet.foundation.scope import everything

MOST_OF_A_NUMBER = 20  # people whose phone it is: a family's, a team's


def people_seen_by(person: Person, verb: str = "people.see") -> QuerySet[Person]:
    """People whose membership, open, past or present, lies within reach; and oneself."""
    reach = person.reach(verb)
    if not reach:
        return Person.objects.filter(pk=person.pk)
    within = Membership.objects.filter(reach.q(), person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(within)) | Q(pk=person.pk))


def memberships_seen_by(person: Person, verb: str = "people.see") -> QuerySet[Membership]:
    """Memberships of unions within reach; without any, one's own."""
    rows = Membership.objects.select_related("person", "organisation", "join_code")
    reach = person.reach(verb)
    return rows.filter(reach.q()) if reach else rows.filter(person=person)


def applications_seen_by(person: Person) -> QuerySet[Membership]:
    """Applications somebody still has to decide, the longest waiting first."""
    reach = person.reach("people.approve")
    rows = Membership.objects.filter(reach.q(), state__in=OPEN_STATES).exclude(person=person)
    return rows.select_related("person", "organisation", "join_code").order_by("applied_at", "id")


def members_seen_by(person: Person) -> QuerySet[Membership]:
    """Members of unions within reach, also while they move, retain 会籍 or are asked whether they stay."""
    return memberships_seen_by(person).filter(state__in=MEMBER_STATES)


def found_members(
    person: Person,
    *,
    words: str = "",
    tag: str = "",
    union: str = "",
    incomplete: bool = False,
    ending: date | None = None,
) -> QuerySet[Membership]:
    """Members this person sees: by the beginning of a name, of its pinyin or its initials, a whole card,
    phone or document number, a tag, the public id of a union with all below it, those whose details are to
    be completed, or whose document ends by that day or has ended."""
    rows = members_seen_by(person)
    if words := words.strip():
        rows = rows.filter(_called(words, person.reach("people.see")))
    if tag:
        rows = rows.filter(person__in=Standing.objects.filter(tags__contains=[tag]).values("person"))
    if incomplete:
        rows = rows.filter(person__in=Person.objects.filter(INCOMPLETE))
    if ending:
        rows = rows.filter(person__in=Person.objects.filter(document_expires__lte=ending))
    if union and (top := Organisation.objects.filter(public_id=union).first()):
        rows = rows.filter(organisation__path__gte=top.path, organisation__path__lt=top.path_end)
    return rows


def _called(words: str, reach: Reach) -> Q:
    """Numbers are asked whole, by their blind index: a part of one finds nobody."""
    plain = words.replace(" ", "")
    if any(sign.isdecimal() for sign in plain) and plain.isascii():
        # The people first: an "or" over two tables walks no index.
        own = Q(id_index=blind_index("id_number", plain.upper())) | Q(
            mobile_index=blind_index("mobile", plain_mobile(plain))
        )
        people = list(Person.objects.filter(own).values_list("pk", flat=True)[:MOST_OF_A_NUMBER])
        return Q(card_no=plain) | Q(person__in=people)
    named = begins("name", words) | _filled("other_name", words.upper())
    if plain.isascii():
        named |= _filled("pinyin", plain.lower()) | _filled("initials", plain.lower())
    listed = Listing.objects.filter(named, listed_within(reach)) if reach else Listing.objects.filter(named)
    return Q(person__in=listed.values("person"))


def _filled(column: str, word: str) -> Q:
    """Written so that the index of those rows is walked which have anything there."""
    return Q(**{f"{column}__gt": ""}) & begins(column, word)


def waiting_of(person: Person) -> int:
    """How many applications wait for this officer."""
    ranges = person.reach("people.approve").ranges()
    return sum(_applications.first(start, end, person.pk) or 0 for start, end in ranges)


@prepared
def _applications(start: str, end: str, person: int) -> QuerySet[Any, int]:
    """How many of one subtree; the menu shows it on every page of the desk."""
    waiting = _to_decide(start, end, person).filter(state__in=OPEN_STATES).order_by()
    return waiting.values(one=Value(1)).annotate(n=Count("pk")).values_list("n", flat=True)


def _to_decide(start: str, end: str, person: int) -> QuerySet[Membership]:
    """Of one subtree; nobody decides their own."""
    below = Membership.objects.filter(organisation__path__gte=start, organisation__path__lt=end)
    return below.exclude(person=person)


def unions_reached_by(person: Person, verb: str = "people.approve") -> QuerySet[Organisation]:
    """The choices of a desk form: established unions within reach."""
    reach = person.reach(verb)
    return Organisation.objects.filter(reach.q("path"), since__isnull=False, until__isnull=True).order_by(
        "path"
    )


def established_unions() -> QuerySet[Organisation]:
    """Any union somebody may be a member of: for choices by public id, never drawn as a list."""
    return Organisation.objects.filter(since__isnull=False, until__isnull=True)


def no_unions() -> QuerySet[Organisation]:
    """What a choice of unions starts from."""
    return Organisation.objects.none()


def memberships_of(person: Person | int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(person=person).select_related("organisation", "join_code")
    return rows.order_by("-applied_at", "-id")


def active_membership(person: Person) -> Membership | None:
    """The membership that binds this person to a union."""
    return memberships_of(person).filter(state__in=MEMBER_STATES).first()


def open_application(person: Person) -> Membership | None:
    """The application that is still with a union or a pool, if there is one."""
    return memberships_of(person).filter(state__in=UNDECIDED_STATES).first()


@dataclass(frozen=True)
class Deadline:
    """The last day of a review and where it comes from."""

    on: date
    citation: Citation


def deadline_of(membership: Membership) -> Deadline:
    day, citation = review_due(membership.applied_at, membership.organisation.county_code)
    return Deadline(membership.due_on or day, citation)


@dataclass(frozen=True)
class Holder:
    """Who shows a card, as far as the one who checks may know: the name only within reach."""

    name: str
    membership: Membership | None
    is_real_name: bool


@everything("a card is checked by officers of any union")
def holder(person: Person, by: Person) -> Holder:
    own = active_membership(person)
    reach = by.reach("people.see")
    within = own is not None and reach.covers(own.organisation.path)
    name = person.name if within else person.name[:1] + "*" * max(len(person.name) - 1, 0)
    return Holder(name, own, person.is_real_name)


@everything("a card is shown to officers of any union")
def membership_by_card(card_no: str) -> Membership | None:
    """By the number on the card, in whatever union."""
    rows = Membership.objects.filter(card_no=card_no.replace(" ", "")[:24], state__in=MEMBER_STATES)
    return rows.select_related("person", "organisation").first()


def bound_by_document(given: Particulars) -> Membership | None:
    """What binds the holder of that document, by that name, to a union: a membership before an application.
    For a verb that writes somebody down; no page shows it to a stranger."""
    index = blind_index("id_number", given.id_number)
    rows = Membership.objects.filter(person__id_index=index, person__name=given.name)
    rows = rows.filter(state__in=BINDING_STATES).select_related("organisation", "person")
    return max(rows, key=lambda each: each.is_member, default=None)


def member_by_card(card_no: str) -> Person | None:
    """A member by card number: officers are often members elsewhere."""
    row = membership_by_card(card_no)
    return row.person if row else None


@everything("a verb goes on with the person it began with")
def person_with(pk: int) -> Person:
    """For verbs that have kept an id of their own."""
    return Person.objects.get(pk=pk)
