# SPDX-License-Identifier: Apache-2.0
"""The tree of goals, by hand or from a recipe."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.collecting import Words, collect
from unionnet.tools.supervision.facts import GoalsChanged
from unionnet.tools.supervision.models import Goal, Item
from unionnet.tools.supervision.reading import Recipe
from unionnet.tools.supervision.rules import why_not_goal, why_not_manage


@verb
def make_goal(
    organisation: Organisation, title: str, *, parent: Goal | None = None, weight: int = 1, by: Person
) -> Goal:
    rows = Goal.objects.filter(organisation=organisation)
    if refusal := why_not_goal(organisation, parent, by, goals=rows.count()):
        raise refusal
    made = Goal.objects.create(
        organisation=organisation,
        parent=parent,
        position=rows.count(),
        title=_titled(title),
        weight=min(max(weight, 1), 100),
        made_by=by,
    )
    tell(GoalsChanged(organisation.pk, [made.pk]), by=by, org_path=organisation.path)
    return made


@verb
def change_goal(goal: Goal, title: str, weight: int, *, is_closed: bool = False, by: Person) -> Goal:
    """Another name or weight; closed, it leaves the tree and takes nothing new."""
    row = Goal.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=goal.pk)
    if refusal := why_not_manage(row.organisation, by):
        raise refusal
    row.title, row.weight = _titled(title), min(max(weight, 1), 100)
    row.closed_at = (row.closed_at or database_now()) if is_closed else None
    row.save(update_fields=["title", "weight", "closed_at"])
    tell(GoalsChanged(row.organisation_id, [row.pk]), by=by, org_path=row.organisation.path)
    return row


@verb
def load_recipe(organisation: Organisation, recipe: Recipe, *, by: Person, at: datetime | None = None) -> int:
    """Its nodes as goals, its problems as items to register. What was loaded before stays as it is. Returns
    how many are new."""
    if refusal := why_not_goal(organisation, None, by, goals=0):
        raise refusal
    had = Goal.objects.filter(organisation=organisation).count()
    goals = [
        Goal(
            organisation=organisation,
            position=had + number,
            group=group,
            title=title,
            origin=f"{recipe.key}:{number}",
            made_by=by,
        )
        for number, (group, title) in enumerate(recipe.nodes)
    ]
    Goal.objects.bulk_create(goals, ignore_conflicts=True)
    new = Goal.objects.filter(organisation=organisation).count() - had
    known = set(Item.objects.filter(organisation=organisation).values_list("title", flat=True))
    for group, title in recipe.problems:
        if title not in known:
            collect(organisation, Words(title, source=Item.Source.PROBLEM, basis=group), by=by, at=at)
            new += 1
    tell(GoalsChanged(organisation.pk, []), by=by, org_path=organisation.path)
    return new


def _titled(title: str) -> str:
    if said := one_line(title, 80):
        return said
    raise Refusal("no_title", _("请写明是什么事，至少 4 个字。"))
