# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q, Value
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext as _

from unionnet.directory.organisations.actions.tree import fresh, lock_tree
from unionnet.directory.organisations.facts import OrganisationLed
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import Officer
from unionnet.directory.organisations.rules import why_not_change, why_not_lead
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def lead(
    union: Organisation,
    leader: Organisation | None,
    *,
    since: date | None = None,
    basis: str = "",
    by: Officer,
    at: datetime | None = None,
) -> Organisation:
    """This industrial union leads that union beside its leading parent, from a day on; None ends it
    (ORG-01). Its officers learn figures by it, and nobody's name."""
    lock_tree()
    union, today = fresh(union), local_date(at or database_now())
    since = since or today
    if refusal := why_not_change(by, union.path):
        raise refusal
    if leader:
        _check(fresh(leader), union, since, today)
    if union.industrial_parent_id == (leader.pk if leader else None):
        return union
    union.industrial_parent, union.led_since = leader, since if leader else None
    union.save(update_fields=["industrial_parent", "led_since"])
    fact = OrganisationLed(
        union.pk, leader.pk if leader else None, since.isoformat() if leader else "", basis
    )
    tell(fact, by=by, org_path=union.path)
    return union


def _check(leader: Organisation, union: Organisation, since: date, today: date) -> None:
    led = Organisation.objects.filter(industrial_parent__isnull=False).exclude(pk=union.pk)
    above, below = StartsWith(Value(union.path), F("path")), Q(path__gte=union.path, path__lt=union.path_end)
    also_led = led.filter(Q(above) | below).first()
    if refusal := why_not_lead(leader, union, since, today, also_led=also_led):
        raise refusal
    if union.pk in _leaders_of(leader):
        raise Refusal("led_in_a_ring", _("%(name)s 由本工会领导，不能反过来领导本工会。"), name=leader.name)


def _leaders_of(union: Organisation) -> set[int]:
    """Who leads it, who leads that one, and so on. Nothing changes meanwhile: the tree is locked."""
    found: set[int] = set()
    above = union
    while above.industrial_parent and above.industrial_parent_id not in found:
        above = above.industrial_parent
        found.add(above.pk)
    return found
