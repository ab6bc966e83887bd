# SPDX-License-Identifier: Apache-2.0
"""Stations are held against the list of their region; the good ones ask to be named the best."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.facilities import chosen
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.stations.facts import StandardChecked, StationNamed, StationNominated
from unionnet.programmes.stations.haves import known_of, standard_of
from unionnet.programmes.stations.kinds import best_terms
from unionnet.programmes.stations.models import Candidacy, StandardCheck
from unionnet.programmes.stations.queries import last_check_of, late_faults_of
from unionnet.programmes.stations.rules import why_not_check, why_not_nominate
from unionnet.tools.submissions.actions import Words, define_kind, write_letter
from unionnet.tools.submissions.models import Submission


@verb
def check_standard(
    site: Site, seen: Collection[str], note: str = "", *, by: Person, at: datetime | None = None
) -> StandardCheck:
    """What was seen on the spot, and what the register knows. On the same day again it is a correction."""
    at = at or database_now()
    day = local_date(at)
    if refusal := why_not_check(by, site, seen, day):
        raise refusal
    standard = standard_of(site, day)
    known = known_of(site, standard, day)
    asked = [have.code for have in standard.haves]
    said = {
        "asked": asked,
        "met": [code for code in asked if known.get(code, code in seen)],
        "note": one_line(note, 200),
        "rule": f"{standard.citation.rule} {standard.citation.pack}"[:60],
        "by": by,
        "at": at,
    }
    kept, _is_new = StandardCheck.objects.update_or_create(site=site, day=day, defaults=said)
    tell(StandardChecked(site.pk, kept.pk, len(kept.missing)), by=by, org_path=site.organisation.path)
    return kept


@verb
def nominate(site: Site, why: str, *, by: Person, at: datetime | None = None) -> Candidacy:
    """Write the letter that asks for it; it goes up when it is sent. Written again while it lies with its
    sender, it is the same letter."""
    at = at or database_now()
    today = local_date(at)
    refusal = why_not_nominate(by, site, last_check_of(site), late_faults=late_faults_of(site, at), on=today)
    if refusal:
        raise refusal
    held = Candidacy.objects.select_related("submission").filter(site=site, year=today.year).first()
    if held and held.named_on:
        raise Refusal("named_already", _("今年已经命名过了。"))
    letter = write_letter(
        define_kind(best_terms(today)),
        site.organisation,
        _words(site, one_line(why, 500)),
        before=held.submission if held else None,
        url=reverse("desk-stations:standard", args=[site.public_id]),
        by=by,
    )
    kept, _is_new = Candidacy.objects.update_or_create(
        site=site, year=today.year, defaults={"submission": letter}
    )
    tell(StationNominated(site.pk, kept.pk), by=by, org_path=site.organisation.path)
    return kept


@verb
def follow_candidacy(submission: Submission, *, is_best: bool, at: datetime | None = None) -> Candidacy:
    """The level above has named it, or the re-check took the name away. Heard twice it is one."""
    found = Candidacy.objects.select_for_update(of=("self",)).select_related("site__organisation")
    kept = found.get(submission=submission)
    if (kept.named_on is not None) == is_best:
        return kept
    kept.named_on = (submission.decided_on or local_date(at or database_now())) if is_best else None
    kept.save(update_fields=["named_on"])
    fact = StationNamed(kept.site_id, kept.pk, is_best)
    tell(fact, by=submission.decided_by, org_path=kept.site.organisation.path)
    return kept


def _words(site: Site, why: str) -> Words:
    offers = _("、").join(str(each.label) for each in chosen(site.codes))
    body = _(
        "“%(site)s”位于%(address)s，提供%(offers)s，已按本地标准检查达标并上图。%(why)s特此申报，请审核推荐。"
    )
    told = {"site": site.name, "address": site.address, "offers": offers, "why": why}
    return Words(
        title=_("关于申报“%(site)s”为最美工会驿站的请示") % told,
        body=body % told,
        reply=_("同意命名“%(site)s”为最美工会驿站。") % told,
    )
