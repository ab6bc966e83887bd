# SPDX-License-Identifier: Apache-2.0
"""The keeper's thirty seconds: open, close, say what was restocked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.actions.register import locked, note_exceptions
from unionnet.directory.places.facts import (
    KeeperNoteWritten,
    SiteChanged,
    SiteClosed,
    SiteOpened,
)
from unionnet.directory.places.models import KeeperNote, Override, Site
from unionnet.directory.places.open_now import timetables_of
from unionnet.directory.places.rules import why_not_operate, why_not_switch
from unionnet.directory.places.timetable import Timetable
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

UNDO_WITHIN = timedelta(minutes=30)
LATE = timedelta(hours=2)


@verb
def open_up(
    site: Site, *, by: Person, until: datetime | None = None, at: datetime | None = None, reason: str = ""
) -> Override:
    """Open the door now. Without an end: to the end of the regular hours, outside of them for two hours."""
    at = at or database_now()
    site, timetable = _for_keeper(site, by, at)
    if refusal := why_not_switch(site, timetable, at, is_open=True):
        raise refusal
    until = until or _regular(timetable).closes_at(at) or (None if timetable.is_24h else at + LATE)
    return _say(site, True, at, until, reason, by)


@verb
def close_door(
    site: Site, *, by: Person, until: datetime | None = None, at: datetime | None = None, reason: str = ""
) -> Override:
    """Close the door now. Without an end: until the next regular opening, or until it is opened again."""
    at = at or database_now()
    site, timetable = _for_keeper(site, by, at)
    if refusal := why_not_switch(site, timetable, at, is_open=False):
        raise refusal
    until = until or _regular(timetable).opens_at(at)
    return _say(site, False, at, until, reason, by)


@verb
def undo_switch(override: Override, *, by: Person, at: datetime | None = None) -> Site:
    """Take back an opening or closing of the last half hour, as if it had not been."""
    at = at or database_now()
    site, _timetable = _for_keeper(override.site, by, at)
    done = Override.objects.filter(pk=override.pk, undone_at__isnull=True, at__gt=at - UNDO_WITHIN).update(
        undone_at=at
    )
    if not done:
        raise Refusal("too_late_to_undo", _("这一步已不能撤回，请直接开门或关门。"))
    note_exceptions(site)
    tell(SiteChanged(site.pk, ("override",)), by=by, org_path=site.organisation.path)
    return site


@verb
def write_note(site: Site, kind: str, text: str, *, by: Person, at: datetime | None = None) -> KeeperNote:
    """Say what was restocked, or put up a notice for the day."""
    site, _timetable = _for_keeper(site, by, at or database_now())
    if not text.strip():
        raise Refusal("no_words", _("请勾选补充了什么，或写一句话。"))
    kept = KeeperNote.objects.create(
        site=site, kind=kind, text=text.strip()[:120], by=by, **({"at": at} if at else {})
    )
    tell(KeeperNoteWritten(site.pk, kept.pk), by=by, org_path=site.organisation.path)
    return kept


@verb
def undo_note(note: KeeperNote, *, by: Person, at: datetime | None = None) -> Site:
    """Take a note back."""
    at = at or database_now()
    site, _timetable = _for_keeper(note.site, by, at)
    KeeperNote.objects.filter(pk=note.pk, undone_at__isnull=True).update(undone_at=at)
    tell(SiteChanged(site.pk, ("note",)), by=by, org_path=site.organisation.path)
    return site


def _for_keeper(site: Site, by: Person, at: datetime) -> tuple[Site, Timetable]:
    site = locked(site)
    if refusal := why_not_operate(by, site):
        raise refusal
    return site, timetables_of([site], at)[site.pk]


def _regular(timetable: Timetable) -> Timetable:
    return Timetable(timetable.week, timetable.dated)


def _say(
    site: Site, is_open: bool, at: datetime, until: datetime | None, reason: str, by: Person
) -> Override:
    if until is not None and until <= at:
        raise Refusal("ends_before_start", _("结束时间应晚于现在。"))
    said = Override.objects.create(
        site=site, is_open=is_open, since=at, until=until, reason=reason.strip()[:60], by=by, at=at
    )
    note_exceptions(site)
    fact = SiteOpened(site.pk, said.pk) if is_open else SiteClosed(site.pk, said.pk)
    tell(fact, by=by, org_path=site.organisation.path)
    return said
