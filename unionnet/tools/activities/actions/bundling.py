# SPDX-License-Identifier: Apache-2.0
"""A bundle is asked for, made by the worker piece by piece, and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.actions import forget_files, keep_bytes
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.activities.models import Activity, Bundle, BundlePiece
from unionnet.tools.activities.packing import PIECES, names
from unionnet.tools.activities.queries import activities_seen_by, attendees_seen_by

KEPT = timedelta(days=1)


@verb
def ask_bundle(activity: Activity, *, by: Person) -> Bundle:
    """Put it together for this person. While one is in the making, asking again is the same one."""
    if not activities_seen_by(by).filter(pk=activity.pk).exists():
        raise Refusal("elsewhere", _("这个活动的档案由主办和协办的工会打包。"))
    asked = Bundle(activity=activity, asked_by=by, language=translation.get_language() or "zh-hans")
    Bundle.objects.bulk_create([asked], ignore_conflicts=True)
    return Bundle.objects.filter(activity=activity, asked_by=by).latest("pk")


@verb
def make_waiting_bundles(*, at: datetime | None = None) -> int:
    """The worker goes on with any bundle: a random one, so that a broken one holds up no other. One piece a
    turn: a worker that is killed has lost that piece, and the next makes it. Returns how many were made."""
    at_work = Bundle.objects.select_for_update(skip_locked=True, of=("self",)).filter(made_at=None)
    found = at_work.select_related("activity__organisation", "asked_by").order_by("?").first()
    if found is None:
        return 0
    with translation.override(found.language):
        _make_next(found)
    if found.done == len(PIECES):
        found.made_at = at or database_now()
        found.expires_at = found.made_at + KEPT
    found.save(update_fields=["done", "made_at", "expires_at"])
    return 1


def _make_next(found: Bundle) -> None:
    make = PIECES[found.done]
    if make is names:
        _note(found)
    piece = make(found.activity, found.asked_by)
    file = keep_bytes(piece.content, piece.name, piece.content_type, by=found.asked_by)
    found.done += 1
    BundlePiece.objects.create(of=found, number=found.done, name=piece.name, file=file)


def _note(found: Bundle) -> None:
    """Names leave the house: everybody on the list can read who takes it."""
    activity = found.activity
    rows = attendees_seen_by(found.asked_by).filter(activity=activity, person__isnull=False)
    what = _("活动档案 %(code)s %(title)s") % {"code": activity.code, "title": activity.title}
    note_export(rows.values_list("person", flat=True), by=found.asked_by, what=what)


@verb
def forget_old_bundles(*, at: datetime | None = None) -> int:
    """What was made goes when its hours are over; the file itself stays. Returns how many bundles went."""
    old = Bundle.objects.filter(expires_at__lte=at or database_now())
    pieces = BundlePiece.objects.filter(of__in=old)
    files = list(pieces.values_list("file", flat=True))
    pieces.delete()
    forget_files(files)
    gone, _kinds = old.delete()
    return gone
