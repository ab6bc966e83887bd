# SPDX-License-Identifier: Apache-2.0
"""What a participant asked for becomes a case; of some a task is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.proposals.facts import ProposalBecameTask, ProposalMade, ProposalTaskEnded
from unionnet.programmes.proposals.models import Participant, Proposal
from unionnet.programmes.proposals.rules import (
    KIND,
    REPLY,
    REPLY_COMPLEX,
    why_not_handle,
    why_not_make_task,
    why_not_write_down,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Kind
from unionnet.tools.supervision.actions import Origin, Words, collect
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.endings import Ending

APP = "proposals"


@dataclass(frozen=True)
class Task:
    """What the office is to follow; with `follows_stations` the count of stations shows what came of it."""

    title: str
    requirement: str = ""
    follows_stations: bool = False


def proposal_kind() -> Kind:
    """Taken in by the union that held the event."""
    grades = (
        casework.Grade("opinion", gettext_noop("一般意见"), REPLY),
        casework.Grade("complex", gettext_noop("涉及面广、难度大的意见"), REPLY_COMPLEX),
    )
    return casework.define_kind(casework.KindTerms(KIND, gettext_noop("代表委员意见"), grades))


@verb
def propose(
    participant: Participant,
    matter: casework.Matter,
    *,
    key: UUID | None = None,
    by: Person,
    at: datetime | None = None,
) -> Proposal:
    """Written down by an officer. A form that is sent again is the proposal that is there. The case names
    nobody: who said it stands with the participant alone."""
    # Forms of one participant wait for each other here: the second finds the row of the first.
    rows = Participant.objects.select_for_update(of=["self"], no_key=True)
    said_by = rows.select_related("event__activity__organisation").get(pk=participant.pk)
    if no := why_not_write_down(said_by.event, by):
        raise no
    at, key, union = at or database_now(), key or uuid4(), said_by.event.activity.organisation
    if known := Proposal.objects.select_related("case").filter(key=key).first():
        return known
    case = casework.take_in(proposal_kind(), union, matter, by=by, at=at)
    made = Proposal.objects.create(key=key, participant=said_by, case=case)
    tell(ProposalMade(made.pk, case.pk), by=by, org_path=union.path)
    return made


@verb
def make_task(proposal: Proposal, task: Task, *, by: Person, at: datetime | None = None) -> Item:
    """转为任务: on the list of the office. Made twice it is one item."""
    at, found = at or database_now(), locked(proposal)
    if found.item is not None:
        return found.item
    if no := why_not_make_task(found, by):
        raise no
    union, number = found.case.holder, found.case.number
    words = Words(
        task.title,
        requirement=task.requirement,
        source=Item.Source.PROPOSAL,
        basis=_("代表委员意见 %(number)s") % {"number": number},
    )
    origin = Origin(APP, found.public_id, reverse("desk-proposals:proposal", args=[found.public_id]))
    item = collect(union, words, by=by, origin=origin, at=at)
    casework.add(found.case, _("已转为任务：%(title)s") % {"title": item.title}, office=union, by=by, at=at)
    found.item, found.tasked_by, found.follows_stations = item, by, task.follows_stations
    found.save(update_fields=["item", "tasked_by", "follows_stations"])
    tell(ProposalBecameTask(found.pk, item.pk), by=by, org_path=union.path)
    return item


@verb
def end_task(ended: Ending) -> bool:
    """The task closed or was turned down: the story of the case says so, as far as it still goes on. False
    when it is told already. Who closes for the office may not sit where the case lies: then it is in the name
    of who made the task, if they still do."""
    row = Proposal.objects.filter(item=ended.item).first()
    found = locked(row) if row else None
    if found is None or found.task_ended_at is not None:
        return False
    words = _("任务已结束：%(result)s") % {"result": ended.told}
    doers = (ended.by, found.tasked_by)
    casework.add_for_first(
        found.case, doers, words, why_not=lambda each: why_not_handle(found, each), at=ended.at
    )
    found.task_ended_at = ended.at
    found.save(update_fields=["task_ended_at"])
    tell(ProposalTaskEnded(found.pk, ended.item.pk), by=ended.by, org_path=found.case.holder.path)
    return True


def locked(proposal: Proposal) -> Proposal:
    """The row as it is now, held until the commit."""
    rows = Proposal.objects.select_for_update(of=["self"], no_key=True).defer("case__words")
    related = ("case__kind", "case__organisation", "case__holder", "case__flow", "item", "tasked_by")
    return rows.select_related(*related, "participant__event__activity").get(pk=proposal.pk)
