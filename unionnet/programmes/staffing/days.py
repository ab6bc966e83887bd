# SPDX-License-Identifier: Apache-2.0
"""Days for union work in paid time (ORG-31): what the place allows, and what is used, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import is_working_day
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import everything
from unionnet.programmes.staffing.models import StaffPost, UnionDay
from unionnet.programmes.staffing.queries import below, posts_seen_by
from unionnet.programmes.staffing.rules import EARLIEST, LATEST, UNPAID_BY_UNION

OWN_SHOWN = 20
CHAIRS = Q(title__contains="主席") & ~Q(title__contains="副主席")  # as `StaffPost.is_chair`


@dataclass(frozen=True)
class Month:
    """A calendar month by its first day; `key` names it in addresses."""

    first: date

    @classmethod
    def named(cls, text: str, today: date) -> Month:
        """`2026-05`; the month of today for anything else."""
        try:
            first = date.fromisoformat(f"{text[:7]}-01")
        except ValueError:
            return cls(today.replace(day=1))
        return cls(first if EARLIEST <= first <= LATEST else today.replace(day=1))

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> Month:
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def before(self) -> Month:
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def working_days(self) -> int:
        return sum(is_working_day(self.first + timedelta(days=n)) for n in range(self.last.day))

    @property
    def days(self) -> Q:
        """The days of the month that count."""
        return Q(day__range=(self.first, self.last), taken_back_at__isnull=True)


@dataclass(frozen=True)
class Allowance:
    """Days a month in one place, to the half. `least` is 0 where nobody demands a number."""

    most: float
    most_rule: Citation
    least: float
    least_rule: Citation


def allowance(where: str, month: Month, *, is_chair: bool = False) -> Allowance:
    """What a member of a committee may use and has to; where a chair owes a share of the working days, as
    many are paid."""
    most = rule("ORG-31.most_paid_days", where=where, on=month.first)
    one_in = rule("ORG-31.chair_one_day_in", where=where, on=month.first)
    if is_chair and one_in.value:
        share = ceil(2 * month.working_days / one_in.value) / 2
        paid = most if most.value >= share else one_in
        return Allowance(max(most.value, share), paid.citation, share, one_in.citation)
    least = rule("ORG-31.least_days", where=where, on=month.first)
    return Allowance(most.value, most.citation, least.value, least.citation)


@dataclass(frozen=True)
class Sheet:
    """One post in one month: each day in its order, what they come to, and what is allowed."""

    post: StaffPost
    month: Month
    days: Sequence[UnionDay]
    allowed: Allowance

    @property
    def used(self) -> float:
        return sum(each.halves for each in self.days) / 2

    @property
    def is_over(self) -> bool:
        return self.used > self.allowed.most

    @property
    def is_short(self) -> bool:
        return self.used < self.allowed.least


def sheets(posts: Sequence[StaffPost], month: Month) -> list[Sheet]:
    """The month of each of these posts, in one question. Whoever asks has got hold of the posts properly."""
    days = list(UnionDay.objects.filter(month.days, post__in=posts).order_by("day", "id"))
    return [
        Sheet(
            post,
            month,
            [each for each in days if each.post_id == post.pk],
            allowance(post.organisation.county_code, month, is_chair=post.is_chair),
        )
        for post in posts
    ]


def own_posts(person: Person, month: Month) -> list[StaffPost]:
    """The part-time posts that this person held in that month."""
    with everything("one's own posts on the roster"):
        rows = StaffPost.objects.filter(held_in(month), member__person=person, kind__in=UNPAID_BY_UNION)
        return list(rows.select_related("member", "organisation").order_by("-since", "-pk")[:OWN_SHOWN])


def has_post(person: Person) -> bool:
    """Whether the roster knows a part-time post of this person."""
    with everything("one's own posts on the roster"):
        return StaffPost.objects.filter(member__person=person, kind__in=UNPAID_BY_UNION).exists()


def held_in(month: Month) -> Q:
    """Held on any day of that month."""
    return Q(since__lte=month.last) & (Q(until__isnull=True) | Q(until__gte=month.first))


@dataclass(frozen=True)
class Search:
    """What a list of a month is asked for. `show`: `used`, `over` or `short` of what `under` is allowed."""

    under: Organisation
    month: Month
    show: str = ""
    words: str = ""


def used_by_post(person: Person, search: Search) -> QuerySet[StaffPost]:
    """Part-time posts of the month with `halves`, the half days used."""
    own = UnionDay.objects.filter(search.month.days, post=OuterRef("pk")).order_by().values("post")
    used = Subquery(own.annotate(n=Sum("halves")).values("n"), output_field=IntegerField())
    rows = posts_seen_by(person).filter(held_in(search.month), below(search.under), kind__in=UNPAID_BY_UNION)
    rows = rows.annotate(halves=Coalesce(used, 0))
    if words := search.words.strip():
        rows = rows.filter(
            Q(member__name__startswith=words)
            | Q(member__number=words)
            | Q(organisation__name__contains=words)
        )
    return rows.filter(_shown(search))


def _shown(search: Search) -> Q:
    if search.show == "used":
        return Q(halves__gt=0)
    others, chairs = (
        allowance(search.under.county_code, search.month, is_chair=is_chair) for is_chair in (False, True)
    )
    if search.show == "over":
        return ~CHAIRS & Q(halves__gt=2 * others.most) | CHAIRS & Q(halves__gt=2 * chairs.most)
    if search.show == "short":
        return ~CHAIRS & Q(halves__lt=2 * others.least) | CHAIRS & Q(halves__lt=2 * chairs.least)
    return Q()


def days_seen_by(person: Person) -> QuerySet[UnionDay]:
    """Days of posts at unions within reach. The only way a desk gets hold of one."""
    return UnionDay.objects.filter(person.reach("staffing.see").q("post__organisation__path"))


def own_days(person: Person) -> QuerySet[UnionDay]:
    return UnionDay.objects.filter(member__person=person)


def days_listed(person: Person, search: Search) -> QuerySet[UnionDay]:
    """Each day behind the list of a month."""
    rows = days_seen_by(person).filter(search.month.days, post__in=used_by_post(person, search).values("pk"))
    rows = rows.select_related("post__member", "post__organisation")
    return rows.order_by(F("post__organisation__path"), "post_id", "day")
