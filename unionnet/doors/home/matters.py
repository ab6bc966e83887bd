# SPDX-License-Identifier: Apache-2.0
"""My matters: whatever waits for me or on which I wait, from every app, each in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.prepared import prepared
from unionnet.foundation.tongues import Tongues
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.foundation.ui.tags.words import day, moment
from unionnet.tools.enrolment.models import Invitation, Place
from unionnet.tools.enrolment.queries import first_wishes_of, listed_of

MOST = 6


@dataclass(frozen=True)
class Matter:
    title: str
    note: str
    tag: str
    kind: str
    url: str


def matters_of(person: Person, application: Membership | None) -> list[Matter]:
    """What asks for an answer comes first."""
    own = [of_application(application)] if application else []
    return [*own, *of_enrolment(person)][:MOST]


def of_application(application: Membership) -> Matter:
    url = url_or_empty("people:application", application.public_id) or url_or_empty("people:me")
    if application.state == Membership.State.SUPPLEMENT_REQUESTED:
        return Matter(
            _("入会申请"), _("请补充材料：%(why)s") % {"why": application.reason}, _("待补充"), "due", url
        )
    due = application.due_on
    note = _("%(union)s将于 %(day)s 前审核") % {
        "union": application.organisation.name,
        "day": day(due),
    }
    return Matter(_("入会申请"), note, _("待审核"), "info", url)


def of_enrolment(person: Person) -> Iterator[Matter]:
    """Places kept for me, places I have, lists I am on."""
    for title, english, key, deadline in _invitations(person.pk):
        note = _("有名额给您，请在 %(at)s 前确认") % {"at": moment(deadline)}
        yield Matter(str(Tongues(title, english)), note, _("待确认"), "due", _offer(key))
    for title, english, key, begins in _places(person.pk):
        yield Matter(
            str(Tongues(title, english)),
            _("%(begins)s 开始") % {"begins": moment(begins)},
            _("已报名"),
            "ok",
            _offer(key),
        )
    for title, english, key, address, position in _listed(person.pk):
        note, tag, kind = _("已报名，等待抽签"), _("待抽签"), "info"
        if position is not None:
            note = _("候补第 %(position)s 位，有人退出会自动通知") % {"position": position}
            tag, kind = _("候补"), ""
        yield Matter(str(Tongues(title, english)), note, tag, kind, url_or_empty(address, key))


@prepared
def _invitations(person: int) -> QuerySet[Invitation, tuple[str, str, str, datetime]]:
    mine = Invitation.objects.filter(person=person).order_by("deadline")
    return mine.values_list("offer__title", "offer__title_en", "offer__public_id", "deadline")[:MOST]


@prepared
def _places(person: int) -> QuerySet[Place, tuple[str, str, str, datetime]]:
    begins = Coalesce("offer__starts_at", "offer__opens_at")
    mine = Place.objects.filter(person=person).order_by("-taken_at")
    return mine.values_list("offer__title", "offer__title_en", "offer__public_id", begins)[:MOST]


@prepared
def _listed(person: int) -> QuerySet[Any, tuple[str, str, str, str, int | None]]:
    """Lists and draws, and wishes for a group: (title, in English, key, the page it is on, position)."""
    listed = listed_of(person).select_related(None).annotate(address=Value("enrolment:offer")).order_by()
    nowhere, no_words = Value(None, output_field=IntegerField()), Value("")
    wished = first_wishes_of(person).annotate(address=Value("enrolment:choices"), position=nowhere)
    lines = listed.values_list("offer__title", "offer__title_en", "offer__public_id", "address", "position")
    wishes = wished.values_list("group__title", no_words, "group__public_id", "address", "position")
    everything: QuerySet[Any, tuple[str, str, str, str, int | None]] = lines.union(wishes, all=True)
    return everything.order_by(F("position").asc(nulls_first=True))[:MOST]


def _offer(public_id: str) -> str:
    return url_or_empty("enrolment:offer", public_id)
