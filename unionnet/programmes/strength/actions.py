# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import TIERS, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.strength import rules
from unionnet.programmes.strength.facts import (
    CheckFinished,
    CheckHandedIn,
    ItemChecked,
    ItemScored,
    RankingPublished,
    RoundOpened,
)
from unionnet.programmes.strength.models import Check, Item, Round, Score


@cache
def usual_items() -> list[dict[str, Any]]:
    """The score sheet as shipped, in its order."""
    sheet = (Path(__file__).parent / "sheet.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(sheet)["items"])


@verb
def open_round(
    organisation: Organisation, title: str, due_on: date, *, by: Person, at: datetime | None = None
) -> Round:
    """A sheet for every established township and park below, with the items as they are today."""
    within = Organisation.objects.filter(path__gt=organisation.path, path__lt=organisation.path_end)
    townships = list(within.filter(kind__in=TIERS[1], since__isnull=False, until__isnull=True))
    today = local_date(at or database_now())
    if no := rules.why_not_open(by, organisation.path, due_on, today, townships=len(townships)):
        raise no
    opened = Round.objects.create(organisation=organisation, title=title, due_on=due_on, opened_by=by)
    Item.objects.bulk_create(
        Item(round=opened, number=number, **item) for number, item in enumerate(usual_items(), start=1)
    )
    Check.objects.bulk_create(Check(round=opened, organisation=township) for township in townships)
    tell(RoundOpened(opened.pk, organisation.pk), by=by, org_path=organisation.path)
    return opened


@verb
def score_item(
    check: Check,
    item: Item,
    own: int,
    evidence: str,
    *,
    link: str = "",
    upload: UploadedFile[Any] | None = None,
    by: Person,
) -> Score:
    """What the township gives itself, and on what grounds. Again, it corrects."""
    check = _kept(check)
    if no := rules.why_not_score(by, check) or _why_not_points(own, item):
        raise no
    said: dict[str, Any] = {"most": item.points, "own": own, "evidence": evidence.strip(), "link": link}
    if upload:
        said["file"] = keep_document(upload, by=by)
    score, _is_new = Score.objects.update_or_create(check_of=check, item=item, defaults=said)
    tell(ItemScored(check.pk, item.pk, own), by=by, org_path=check.organisation.path)
    return score


@verb
def hand_in(check: Check, *, by: Person, at: datetime | None = None) -> Check:
    """From now on it is with the union above."""
    check = _kept(check)
    missing = check.round.items.count() - check.scores.count()
    if no := rules.why_not_hand_in(by, check, missing=missing):
        raise no
    check.handed_in_at, check.handed_in_by = at or database_now(), by
    check.save(update_fields=["handed_in_at", "handed_in_by"])
    tell(CheckHandedIn(check.pk), by=by, org_path=check.organisation.path)
    return check


@verb
def check_item(check: Check, item: Item, given: int, note: str = "", *, by: Person) -> Score:
    """What the union above gives; other points than the township's own need a reason."""
    check = _kept(check)
    if no := rules.why_not_check(by, check) or _why_not_points(given, item):
        raise no
    score = check.scores.get(item=item)
    if given != score.own and not note.strip():
        raise Refusal("no_reason", _("核定分与自评分不同，请写明理由。"))
    score.given, score.note = given, note.strip()
    score.save(update_fields=["given", "note"])
    tell(ItemChecked(check.pk, item.pk, given), by=by, org_path=check.organisation.path)
    return score


@verb
def finish_check(check: Check, *, by: Person, at: datetime | None = None) -> Check:
    check = _kept(check)
    missing = check.scores.filter(given__isnull=True).count()
    if no := rules.why_not_finish(by, check, missing=missing):
        raise no
    check.checked_at, check.checked_by = at or database_now(), by
    check.save(update_fields=["checked_at", "checked_by"])
    tell(CheckFinished(check.pk), by=by, org_path=check.organisation.path)
    return check


@verb
def publish(round: Round, *, by: Person, at: datetime | None = None) -> Round:
    """Every township sees the ranking, its own points and why."""
    kept = Round.objects.select_for_update().get(pk=round.pk)
    unchecked = kept.checks.filter(checked_at__isnull=True).count()
    if no := rules.why_not_publish(by, kept, unchecked=unchecked):
        raise no
    kept.published_at, kept.published_by = at or database_now(), by
    kept.save(update_fields=["published_at", "published_by"])
    tell(RankingPublished(kept.pk), by=by, org_path=kept.organisation.path)
    return kept


def _kept(check: Check) -> Check:
    """The row as it is now, kept from changing."""
    return Check.objects.select_for_update().get(pk=check.pk)


def _why_not_points(points: int, item: Item) -> Refusal | None:
    if 0 <= points <= item.points:
        return None
    return Refusal("points_out_of_range", _("这一条的分数应在 0 到 %(most)s 之间。"), most=item.points)
