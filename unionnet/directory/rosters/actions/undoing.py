# SPDX-License-Identifier: Apache-2.0
"""A list that should not have come in goes out again, as far as nobody has touched what it brought."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from unionnet.directory.people.facts import RosterUndone
from unionnet.directory.people.models import (
    Consent,
    Listing,
    Membership,
    MembershipSpan,
    Person,
    Roster,
    RosterPart,
    Standing,
)
from unionnet.directory.people.rules import why_not_enter
from unionnet.directory.rosters.rules import why_not_undo
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

# Rows that an import itself brings along go with the person and do not count as use: (model, its key of the
# person). Apps above add theirs, such as the notice of welcome.
GOES_ALONG: list[tuple[type[models.Model], str]] = [
    (Standing, "person"),
    (Listing, "person"),
    (Consent, "person"),
    (MembershipSpan, "person"),
]
PART = 5_000


@verb
def undo_roster(roster: Roster, *, by: Person, at: datetime | None = None) -> Roster:
    """Take back every membership that the list made and nobody has touched, with the person it wrote in. What
    was touched stays, each with its reason. A phone or an occupation that the list brought up to date
    stays."""
    roster = Roster.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=roster.pk)
    if refusal := why_not_enter(by, roster.organisation):
        raise refusal
    if roster.stage == Roster.Stage.UNDONE:
        return roster
    if refusal := why_not_undo(roster, at=at or database_now()):
        raise refusal
    made = list(Membership.objects.select_for_update(of=("self",)).filter(roster=roster).order_by("pk"))
    gone: list[Membership] = []
    kept: list[list[Any]] = []
    with override(roster.language):
        for start in range(0, len(made), PART):
            part = made[start : start + PART]
            reasons = _why_kept(part)
            free = [each for each in part if each.pk not in reasons]
            _take_away(free)
            gone += free
            kept += [
                [0, "kept", f"{each.card_no} · {reasons[each.pk]}"] for each in part if each.pk in reasons
            ]
    RosterPart.objects.create(roster=roster, rows=0, waits=False, outcomes=kept)
    roster.stage, roster.found = Roster.Stage.UNDONE, {"gone": len(gone), "kept": len(kept)}
    roster.save(update_fields=["stage", "found"])
    unions = sorted({each.organisation_id for each in gone})
    fact = RosterUndone(roster.pk, unions, [each.pk for each in gone])
    tell(fact, by=by, org_path=roster.organisation.path)
    return roster


def _why_kept(memberships: Collection[Membership]) -> dict[int, str]:
    """Those somebody has touched since, with what they did, by membership."""
    people = {each.person_id: each.pk for each in memberships}
    own = {each.pk for each in memberships}
    kept = {
        each.pk: _("会籍已有变动")
        for each in memberships
        if each.state != Membership.State.ACTIVE or each.decided_at != each.applied_at
    }
    moved = MembershipSpan.objects.filter(membership__in=own).exclude(move="approve", until=None)
    kept |= dict.fromkeys(moved.values_list("membership", flat=True), _("会籍已有变动"))
    for model, column, name in _uses_of(Person):
        rows = model._base_manager.filter(**{f"{column}__in": list(people)})
        if model is Membership:
            rows = rows.exclude(pk__in=own)
        kept |= {
            people[pk]: _("已用于：%(what)s") % {"what": name} for pk in rows.values_list(column, flat=True)
        }
    for model, column, name in _uses_of(Membership):
        rows = model._base_manager.filter(**{f"{column}__in": own})
        kept |= {pk: _("已用于：%(what)s") % {"what": name} for pk in rows.values_list(column, flat=True)}
    return kept


def _uses_of(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str, str]]:
    """Every table, on whatever floor, that refers to this one: model, key, and what it is called."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.related_model):
            continue
        other, column = relation.related_model, relation.field.attname  # type: ignore[union-attr]
        if relation.many_to_many or (other, column.removesuffix("_id")) in GOES_ALONG:
            continue
        if other is MembershipSpan and model is Membership:
            continue  # looked at above
        yield other, column, str(other._meta.verbose_name)


def _take_away(memberships: Collection[Membership]) -> None:
    people = [each.person_id for each in memberships]
    for model, key in GOES_ALONG:
        model._base_manager.filter(**{f"{key}__in": people}).delete()
    Membership.objects.filter(pk__in=[each.pk for each in memberships]).delete()
    Person.objects.filter(pk__in=people).delete()
