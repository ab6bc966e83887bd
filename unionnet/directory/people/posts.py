# SPDX-License-Identifier: Apache-2.0
"""Role rows become reach: the parts of the tree where a person may use a verb."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Now, TruncDate

from unionnet.foundation.prepared import prepared
from unionnet.foundation.scope import current

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person

BLIND = ("system_admin", "audit_admin")
# Never lent: what the three administrators are kept apart for (SE-02).
NEVER_LENT = {"people.grant_roles", "journal.see", "api.manage"}


@cache
def verbs_of(role: str) -> frozenset[str]:
    """What a role may do. Each verb is issued in one place: `verbs` in the apps.py of the app it opens."""
    issued = (getattr(config, "verbs", {}) for config in apps.get_app_configs())
    return frozenset(verb for verbs in issued for verb in verbs.get(role, ()))


def roles_with(verb: str) -> list[str]:
    """The roles that may use it."""
    names = apps.get_model("people", "Role")._meta.get_field("name").choices or ()
    return [str(name) for name, _label in names if verb in verbs_of(str(name))]


def lendable(role: str) -> frozenset[str]:
    """What the holder of that role may lend during leave."""
    return verbs_of(role) - NEVER_LENT


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
    only, when the person acts with one post or through a token. Who stands in for somebody has what was
    lent, and nothing of their own."""
    widest: list[str] = []
    for post in posts_in_force(person):
        narrowed = _narrowed(post.path, person.within)
        if (
            _opens(post, person, verb)
            and narrowed
            and not any(narrowed.startswith(wider) for wider in widest)
        ):
            widest.append(narrowed)
    return Reach(tuple(widest))


def holds_post_at(person: Person, kind: str, verb: str) -> bool:
    """Whether a post of the person at a union of that kind opens the verb. Asks nothing that a request has
    not asked already."""
    return any(post.kind == kind and _opens(post, person, verb) for post in posts_in_force(person))


def offices_of(person: Person, verb: str) -> list[str]:
    """The unions, by path, where a post of the person opens the verb: not all that lies below them."""
    return sorted({post.path for post in _posts_with(person, verb)})


def office_ids_of(person: Person, verb: str) -> list[int]:
    """The same by their ids: a table that has them is asked without a look at the tree."""
    return sorted({post.union for post in _posts_with(person, verb)})


def _posts_with(person: Person, verb: str) -> list[PostInForce]:
    posts = posts_in_force(person)
    return [post for post in posts if _opens(post, person, verb) and post.path.startswith(person.within)]


class PostInForce(NamedTuple):
    """A row of `Role` today, with id, path and kind of its union. `verbs` is None for one's own post, else
    what of it was lent."""

    pk: int
    name: str
    path: str
    verbs: list[str] | None
    kind: str
    union: int


def posts_in_force(person: Person) -> list[PostInForce]:
    """Own and lent ones, from the top of the tree. Read once for the person of a request."""
    if person.posts_of_today is not None:
        return person.posts_of_today
    posts = [PostInForce(*row) for row in _posts_of_today(person.pk)]
    if person.is_asking:
        person.posts_of_today = posts
        _let_be_seen(person, posts)
    return posts


def _let_be_seen(person: Person, posts: list[PostInForce]) -> None:
    """The second wall opens as far as the posts reach; who runs the machines or looks over the journal has no
    business with the people themselves."""
    scope = current()
    if scope and scope.person == person.pk:
        seeing = (post.path for post in posts if post.name not in BLIND)
        scope.reaches([path for own in seeing if (path := _narrowed(own, person.within))])


def _opens(post: PostInForce, person: Person, verb: str) -> bool:
    if person.stands_in:
        return post.pk == person.stands_in and verb in (post.verbs or ())
    return post.verbs is None and verb in verbs_of(post.name)


@prepared
def _posts_of_today(person: int) -> QuerySet[Any, tuple[int, str, str, list[str] | None, str, int]]:
    today = TruncDate(Now())
    posts = apps.get_model("people", "Role").objects.filter(person=person, since__lte=today)
    posts = posts.filter(Q(until__isnull=True) | Q(until__gte=today))
    # What was lent ends with the post it was lent of.
    whole = Q(lent_by__isnull=True) | Q(lent_by__until__isnull=True) | Q(lent_by__until__gte=today)
    rows = posts.filter(whole).order_by("organisation__path", "id")
    return rows.values_list(
        "pk", "name", "organisation__path", "verbs", "organisation__kind", "organisation_id"
    )


def _narrowed(path: str, within: str) -> str:
    """The part of the subtree at `path` that lies within; "" when none does."""
    return path if path.startswith(within) else within if within.startswith(path) else ""
