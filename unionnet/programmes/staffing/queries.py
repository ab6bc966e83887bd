# SPDX-License-Identifier: Apache-2.0
"""The roster: who is on it on a day, how many persons in how many posts, where nobody works full-time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, TIERS, Organisation
from unionnet.directory.organisations.queries import established_on, tier_label
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.files.models import StoredFile
from unionnet.programmes.staffing.models import StaffMember, StaffPost
from unionnet.programmes.staffing.reading import Line, Reading

Kind = StaffPost.Kind
COUNTED = (Kind.FULL_TIME, Kind.PART_TIME)
SOON = timedelta(days=60)
HEADS = ("kind", "heads", "n")


def posts_seen_by(person: Person) -> QuerySet[StaffPost]:
    """Posts at unions within reach. The only way a door gets hold of one."""
    rows = StaffPost.objects.filter(person.reach("staffing.see").q())
    return rows.select_related("member", "organisation")


def in_force(on: date) -> Q:
    """Held on that day; the last day counts."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def below(union: Organisation) -> Q:
    return Q(organisation__path__gte=union.path, organisation__path__lt=union.path_end)


@dataclass(frozen=True)
class Wanted:
    """What a list of posts is asked for. `kind` may be `counted`: full-time and part-time together."""

    under: Organisation
    on: date
    kind: str = ""
    tier: str = ""
    words: str = ""


def listed(person: Person, wanted: Wanted) -> QuerySet[StaffPost]:
    rows = posts_seen_by(person).filter(in_force(wanted.on), below(wanted.under))
    if wanted.kind == "counted":
        rows = rows.filter(kind__in=COUNTED)
    elif wanted.kind in Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if kinds := kinds_of_tier(wanted.tier):
        rows = rows.filter(organisation__kind__in=kinds)
    if words := wanted.words.strip():
        words_in = Q(member__name__startswith=words) | Q(organisation__name__contains=words)
        rows = rows.filter(words_in | Q(member__number=words) | Q(title__contains=words))
    return rows


def kinds_of_tier(tier: str) -> tuple[str, ...]:
    """`1` to `3`, `small` for all three, `above` for federations of counties and more; else no limit."""
    small = tuple(str(kind) for kinds in TIERS.values() for kind in kinds)
    if tier == "above":
        return tuple(kind for kind in Organisation.Kind.values if kind not in small)
    return small if tier == "small" else tuple(str(kind) for kind in TIERS.get(_number(tier), ()))


def _number(text: str) -> int:
    return int(text) if text in {"1", "2", "3"} else 0


def counted(rows: QuerySet[StaffPost]) -> tuple[int, int]:
    """人数 and 岗位: each person once, each post once."""
    found = rows.order_by().aggregate(persons=Count("member", distinct=True), posts=Count("pk"))
    return found["persons"], found["posts"]


@dataclass(frozen=True)
class KindLine:
    kind: str
    label: str
    persons: int
    posts: int


@dataclass(frozen=True)
class PlaceLine:
    """A tier or a part of the tree: persons by kind of post, and the unions they serve."""

    key: str
    label: str
    full_time: int
    part_time: int
    persons: int
    unions: int = 0
    bare: int = 0

    @property
    def average(self) -> float | None:
        """Persons in full-time or part-time posts, of each established union."""
        return self.persons / self.unions if self.unions else None


@dataclass(frozen=True)
class Overview:
    under: Organisation
    on: date
    kinds: Sequence[KindLine]
    persons: int
    posts: int
    tiers: Sequence[PlaceLine]
    small: PlaceLine
    parts: Sequence[PlaceLine]


def overview(person: Person, under: Organisation, on: date) -> Overview:
    """The roster of a subtree on a day, in six questions whatever its size."""
    rows = posts_seen_by(person).filter(in_force(on), below(under)).order_by()
    by_kind = {row[0]: row[1:] for row in rows.values("kind").annotate(**_heads()).values_list(*HEADS)}
    kinds = [KindLine(kind, str(label), *by_kind.get(kind, (0, 0))) for kind, label in Kind.choices]
    tiers = tuple(_tier_line(rows, under, on, str(tier)) for tier in TIERS)
    persons, posts = counted(rows)
    return Overview(
        under, on, kinds, persons, posts, tiers, _tier_line(rows, under, on, "small"), _parts(rows, under)
    )


def _heads() -> dict[str, Count]:
    return {"heads": Count("member", distinct=True), "n": Count("pk")}


def _by_kind() -> dict[str, Count]:
    return {
        "full_time": Count("member", distinct=True, filter=Q(kind=Kind.FULL_TIME)),
        "part_time": Count("member", distinct=True, filter=Q(kind=Kind.PART_TIME)),
        "persons": Count("member", distinct=True, filter=Q(kind__in=COUNTED)),
    }


def _tier_line(rows: QuerySet[StaffPost], under: Organisation, on: date, tier: str) -> PlaceLine:
    found = rows.filter(organisation__kind__in=kinds_of_tier(tier)).aggregate(**_by_kind())
    unions = unions_of(under, on, tier)
    label = tier_label(int(tier)) if tier.isdigit() else ""
    return PlaceLine(tier, label, **found, unions=unions.count(), bare=without_full_time(unions, on).count())


def unions_of(under: Organisation, on: date, tier: str = "small") -> QuerySet[Organisation]:
    """Established unions of a tier in a subtree."""
    kinds = kinds_of_tier(tier) or kinds_of_tier("small")
    inside = Organisation.objects.filter(path__gte=under.path, path__lt=under.path_end, kind__in=kinds)
    return inside.filter(established_on(on))


def without_full_time(unions: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Where nobody works full-time on that day."""
    own = StaffPost.objects.filter(in_force(on), organisation=OuterRef("pk"), kind=Kind.FULL_TIME)
    return unions.filter(~Exists(own))


def _parts(rows: QuerySet[StaffPost], under: Organisation) -> list[PlaceLine]:
    """Each union directly below, with everything below it."""
    names = {each.path: each for each in Organisation.objects.filter(parent=under, until__isnull=True)[:500]}
    counts = rows.filter(kind__in=COUNTED).annotate(
        part=Substr(F("organisation__path"), 1, len(under.path) + SEGMENT)
    )
    found = counts.filter(part__in=names).values("part").annotate(**_by_kind())
    lines = [
        PlaceLine(names[row[0]].public_id, names[row[0]].name, *row[1:])
        for row in found.values_list("part", "full_time", "part_time", "persons")
    ]
    return sorted(lines, key=lambda line: (-line.persons, line.label))


def contracts_ending(person: Person, on: date) -> QuerySet[StaffPost]:
    """Labour contracts of people in post that end within sixty days, and those that have ended."""
    rows = posts_seen_by(person).filter(in_force(on), contract_until__lte=on + SOON)
    return rows.order_by("contract_until", "pk")


def matched(person: Person, lines: list[Line]) -> Reading:
    """Who of the file is on the roster already. Four questions for the whole file."""
    cards = {line.card for line in lines if line.card}
    members = Membership.objects.filter(person.reach("people.see").q(), card_no__in=cards, state="active")
    owners = {each.card_no: each.person for each in members.select_related("person")}
    for line in lines:
        line.person = owners.get(line.card) if line.card else None
    unions = {line.organisation.pk for line in lines if line.organisation}
    counties = {line.organisation.county_code for line in lines if line.organisation}
    by_person = {m.person_id: m for m in StaffMember.objects.filter(person__in=_ids(lines))}
    numbers = {line.number for line in lines if line.number}
    numbered = StaffMember.objects.filter(county_code__in=counties, number__in=numbers)
    by_number = {(m.county_code, m.number): m for m in numbered}
    posts = list(StaffPost.objects.filter(organisation__in=unions).select_related("member").order_by("-pk"))
    by_name = {(post.member.name, post.organisation_id): post.member for post in posts}
    held = {(p.member_id, p.organisation_id, p.kind, p.since): p for p in posts}
    running = {(p.member_id, p.organisation_id, p.kind) for p in posts if p.until is None}
    for line in (line for line in lines if not line.errors):
        key = (line.organisation.county_code, line.number)
        by_words = None if line.number or line.person else by_name.get((line.name, line.organisation.pk))
        line.member = (by_person.get(line.person.pk) if line.person else None) or by_number.get(key, by_words)
        _check(line)
        if line.member and not line.errors:
            place = (line.member.pk, line.organisation.pk, line.values["kind"])
            line.post = held.get((*place, line.values["since"]))
            if line.post is None and place in running and line.values["until"] is None:
                line.errors.append(_("这个人在这里已有同类型的岗位，请先结束原来的。"))
    return Reading(lines)


def _check(line: Line) -> None:
    known = line.member.name if line.member else line.person.name if line.person else line.name
    if line.card and line.person is None:
        line.errors.append(_("没有这个会员证号的会员"))
    elif known != line.name:
        line.errors.append(_("编号或会员证号登记的是另一个姓名，请核对"))


def _ids(lines: Iterable[Line]) -> list[int]:
    return [line.person.pk for line in lines if line.person]


def uploads_of(person: Person) -> QuerySet[StoredFile]:
    """Files this officer sent, between the first step of an import and the second."""
    return StoredFile.objects.filter(owner_id=person.pk, is_public=False)


def member_with_card(person: Person, card: str) -> Person | None:
    """The member of a card number, within reach."""
    rows = Membership.objects.filter(person.reach("people.see").q(), card_no=card, state="active")
    found = rows.select_related("person").first()
    return found.person if found else None


def posts_of_same(person: Person, post: StaffPost) -> list[StaffPost]:
    """The other posts of the same human being, as far as they may be seen; the newest first."""
    rows = posts_seen_by(person).filter(member=post.member_id).exclude(pk=post.pk)
    return list(rows.order_by("-since", "-pk")[:50])
