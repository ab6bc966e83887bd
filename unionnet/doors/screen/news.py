# SPDX-License-Identifier: Apache-2.0
"""What just happened, told without persons: the journal's latest facts, added up by kind and place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.small_counts import steps
from unionnet.tools.enrolment.models import Offer

LATEST = 400
SHOWN = 7
WINDOW = 20_000


@dataclass(frozen=True)
class News:
    at: datetime
    words: str


def joined(n: int) -> str:
    return _("%(n)s 人以上入会") % {"n": n} if n else _("有人入会")


def applied(n: int) -> str:
    return _("%(n)s 人以上申请入会") % {"n": n} if n else _("有人申请入会")


def took_places(n: int) -> str:
    return _("%(n)s 人以上报上名") % {"n": n} if n else _("有人报上名")


def queued(n: int) -> str:
    return _("%(n)s 人以上候补") % {"n": n} if n else _("有人候补")


def entered(n: int) -> str:
    return _("%(n)s 人以上报名，等待抽签") % {"n": n} if n else _("有人报名，等待抽签")


# fact → what to say of n of them (0: fewer than one step), and the field that tells them apart beside
# the union.
TOLD: dict[str, tuple[Callable[[int], str], str]] = {
    "people.membership_approved": (joined, ""),
    "people.membership_applied": (applied, ""),
    "enrolment.place_taken": (took_places, "offer"),
    "enrolment.waiting_joined": (queued, "offer"),
    "enrolment.draw_done": (lambda n: _("抽签完成"), ""),
    "organisations.founded": (lambda n: _("成立"), ""),
    "places.site_registered": (lambda n: _("新增驿站"), ""),
    "places.site_opened": (lambda n: _("驿站开门"), ""),
    "places.fault_resolved": (lambda n: _("设施修好"), ""),
}


def news_below(path: str, fewest: int) -> list[News]:
    """The latest stories of a subtree, persons told in steps of `fewest`. Three questions; none reads far
    back, however long the journal is."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    entries = Entry.objects.filter(
        id__gt=newest - WINDOW, org_path__gte=path, org_path__lt=path + "~", fact__in=TOLD
    ).order_by("-id")[:LATEST]
    stories = _added_up(entries)[:SHOWN]
    unions = _names(story.org_path for story in stories)
    offers = _offers(story.offer for story in stories)
    return [story.told(unions, offers, fewest) for story in stories]


@dataclass
class _Story:
    fact: str
    org_path: str
    offer: int
    at: datetime
    n: int = 0

    def told(self, unions: Mapping[str, str], offers: Mapping[int, Offer], fewest: int) -> News:
        offer = offers.get(self.offer)
        where = offer.title if offer else unions.get(self.org_path, "")
        words = TOLD[self.fact][0]
        if offer and words is queued and offer.is_before_draw(self.at):
            words = entered
        return News(self.at, f"{where} {words(steps(self.n, fewest))}".strip())


def _added_up(entries: Iterable[Entry]) -> list[_Story]:
    """One story a kind, union and offer, by its latest moment."""
    found: dict[tuple[str, str, int], _Story] = {}
    for entry in entries:
        offer = _number(entry.data, TOLD[entry.fact][1])
        key = (entry.fact, entry.org_path, offer)
        story = found.setdefault(key, _Story(*key, at=entry.at))
        story.n += 1
    return list(found.values())


def _number(data: Any, name: str) -> int:
    value = data.get(name) if name and isinstance(data, dict) else None
    return value if isinstance(value, int) else 0


def _names(values: Iterable[str]) -> dict[str, str]:
    wanted = {value for value in values if value}
    return dict(Organisation.objects.filter(path__in=wanted).values_list("path", "name")) if wanted else {}


def _offers(values: Iterable[int]) -> dict[int, Offer]:
    wanted = {value for value in values if value}
    return Offer.objects.only("title", "mode", "drawn_at").in_bulk(wanted) if wanted else {}
