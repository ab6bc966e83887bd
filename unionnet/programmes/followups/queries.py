# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.followups.models import Followed
from unionnet.programmes.followups.rules import why_not_hand_over
from unionnet.tools.activities.beside import Beside
from unionnet.tools.activities.models import FollowUp
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.colours import with_worst
from unionnet.tools.supervision.queries.seeing import items_seen_by

KINDS = {Item.State.CLOSED: "ok", Item.State.ARCHIVED: "ok", Item.State.DROPPED: ""}


def beside(follow_ups: Sequence[FollowUp], person: Person) -> dict[int, Beside]:
    """How far each is at the office; of those nobody follows, how to hand them over. Three questions, none
    where there is nothing to do."""
    if not follow_ups:
        return {}
    held = dict(Followed.objects.filter(follow_up__in=follow_ups).values_list("follow_up", "item"))
    items = with_worst(Item.objects.filter(pk__in=held.values()), local_date(database_now()))
    found = {item.pk: item for item in items}
    open_to = set(items_seen_by(person).filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    return {
        each.pk: _progress(found[held[each.pk]], held[each.pk] in open_to)
        if each.pk in held
        else _waiting(each, person)
        for each in follow_ups
    }


def _progress(item: Item, is_open_to: bool) -> Beside:
    label = _("督办：%(state)s") % {"state": item.get_state_display()}
    if item.state == Item.State.ASSIGNED:
        label = f"{label} {getattr(item, 'percent', 0)}%"
    url = reverse("desk-supervision:item", args=[item.public_id]) if is_open_to else ""
    return Beside(label, KINDS.get(Item.State(item.state), "due"), url)


def _waiting(follow_up: FollowUp, person: Person) -> Beside:
    if why_not_hand_over(person, follow_up):
        return Beside()
    return Beside(hand_over=reverse("desk-followups:hand_over", args=[follow_up.public_id]))
