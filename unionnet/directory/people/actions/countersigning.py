# SPDX-License-Identifier: Apache-2.0
"""Two hands: one asks, another lets it happen, and then it happens at once and only once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.posting import carry_out
from unionnet.directory.people.actions.tenants import forget_officer, open_tenant
from unionnet.directory.people.countersigning import (
    VERBS,
    Change,
    listed_on,
    unions_on,
    waits_until,
    why_not_ask,
    why_not_change,
    why_not_countersign,
    why_not_list,
    why_not_take_back,
)
from unionnet.directory.people.facts import CountersigningAsked, CountersigningClosed
from unionnet.directory.people.models import BulkList, Countersigning, Person, PostChange
from unionnet.directory.people.rules import why_not_reason
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

Act, State = Countersigning.Act, Countersigning.State


@verb
def ask_posts(
    organisation: Organisation,
    changes: Sequence[Change],
    reason: str,
    *,
    by: Person,
    at: datetime | None = None,
) -> Countersigning:
    """Propose to give and to end posts of one union, all at once. What waits already is given back."""
    if refusal := why_not_ask(by, reason):
        raise refusal
    if not changes:
        raise Refusal("nothing_to_change", _("没有要任免的职务。"))
    for change in changes:
        if refusal := why_not_change(by, change):
            raise refusal
    at = at or database_now()
    if same := same_that_waits(organisation, changes, by, at):
        return same
    return ask_changes(Act.POSTS, organisation, changes, reason, by=by, at=at)


def ask_changes(
    act: str,
    organisation: Organisation,
    changes: Sequence[Change],
    reason: str,
    *,
    by: Person,
    at: datetime,
    before: datetime | None = None,
) -> Countersigning:
    until = waits_until(organisation.county_code, at)
    asked = Countersigning.objects.create(
        act=act,
        organisation=organisation,
        reason=reason.strip()[:200],
        asked_by=by,
        asked_at=at,
        until=min(until, before or until),
    )
    PostChange.objects.bulk_create(
        PostChange(
            countersigning=asked,
            person=change.person,
            organisation=change.organisation,
            name=change.name,
            title=change.title.strip()[:60],
            since=change.since,
            until=change.until,
            ends=change.ends,
        )
        for change in changes
    )
    tell_asked(asked, by=by)
    return asked


@verb
def countersign(found: Countersigning, *, by: Person, at: datetime | None = None) -> Countersigning:
    """Let it happen, and do it: posts change with this transaction, a list begins to be made."""
    at = at or database_now()
    found = locked(found)
    if refusal := why_not_countersign(found, by, at=at) or _why_not_any_more(found):
        raise refusal
    if found.act == Act.TENANT:
        open_tenant(found, by=by, at=at)
    _decide(found, State.DONE, at=at, second=by)
    if found.act == Act.LIST:
        BulkList.objects.filter(countersigning=found).update(starts_at=at)
    elif found.act != Act.TENANT:
        carry_out(found, by=by)
    tell_closed(found, by=by)
    return found


@verb
def decline(found: Countersigning, answer: str, *, by: Person, at: datetime | None = None) -> Countersigning:
    """The second hand says no, and why."""
    at = at or database_now()
    found = locked(found)
    if refusal := why_not_countersign(found, by, at=at) or why_not_reason(answer):
        raise refusal
    _decide(found, State.REFUSED, at=at, second=by, answer=answer.strip()[:200])
    tell_closed(found, by=by)
    return found


@verb
def take_proposal_back(found: Countersigning, *, by: Person, at: datetime | None = None) -> Countersigning:
    at = at or database_now()
    found = locked(found)
    if refusal := why_not_take_back(found, by, at=at):
        raise refusal
    _decide(found, State.WITHDRAWN, at=at)
    tell_closed(found, by=by)
    return found


@verb
def expire_proposals(*, at: datetime | None = None) -> int:
    """What nobody countersigned in time is over. Returns how many."""
    at = at or database_now()
    late = Countersigning.objects.select_for_update(of=["self"], skip_locked=True)
    rows = list(late.filter(state=State.WAITING, until__lte=at).select_related("organisation")[:500])
    for found in rows:
        _decide(found, State.EXPIRED, at=at)
        tell_closed(found, by=None)
    return len(rows)


def same_that_waits(
    organisation: Organisation, changes: Sequence[Change], by: Person, at: datetime
) -> Countersigning | None:
    """The same question by the same person, when it waits already: a form sent twice is one."""
    wanted = {_what(change) for change in changes}
    waiting = Countersigning.objects.filter(
        organisation=organisation, asked_by=by, state=State.WAITING, until__gt=at
    )
    for each in waiting.prefetch_related("changes"):
        if wanted and {_what(change) for change in each.changes.all()} == wanted:
            return each
    return None


def _what(change: Change | PostChange) -> tuple[object, ...]:
    ends = change.ends.pk if change.ends else None
    return change.person.pk, change.name, change.title, change.since, change.until, ends


def locked(found: Countersigning) -> Countersigning:
    rows = Countersigning.objects.select_for_update(of=["self"])
    return rows.select_related("organisation", "asked_by").get(pk=found.pk)


def _why_not_any_more(found: Countersigning) -> Refusal | None:
    """Whether who asked might still ask: a post or a reach may have ended since."""
    if found.act == Act.LIST:
        return why_not_list(found.asked_by, unions_on(listed_on(found), found.list.on_day))
    if found.act == Act.HANDOVER and found.changes.filter(ends__person=found.asked_by).exists():
        return None
    if not found.asked_by.may(VERBS[Act(found.act)], found.organisation.path):
        is_tenant = found.act == Act.TENANT
        words = (
            _("提出人已不能登记下级工会，请重新提出。")
            if is_tenant
            else _("提出人已不是安全管理员，请重新提出。")
        )
        return Refusal("no_longer", words)
    return None


def _decide(
    found: Countersigning, state: str, *, at: datetime, second: Person | None = None, answer: str = ""
) -> None:
    found.state, found.decided_at, found.second, found.answer = state, at, second, answer
    found.save(update_fields=["state", "decided_at", "second", "answer"])
    if found.act == Act.TENANT:
        forget_officer(found)


def tell_asked(found: Countersigning, *, by: Person) -> None:
    fact = CountersigningAsked(found.pk, found.organisation_id, found.act)
    tell(fact, by=by, org_path=found.organisation.path)


def tell_closed(found: Countersigning, *, by: Person | None, outcome: str = "") -> None:
    fact = CountersigningClosed(found.pk, found.organisation_id, found.act, outcome or found.state)
    tell(fact, by=by, org_path=found.organisation.path)
