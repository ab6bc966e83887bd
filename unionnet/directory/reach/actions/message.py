# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions.notify import notify_all
from unionnet.directory.reach.facts import MessageConfirmed
from unionnet.directory.reach.kinds import SMS, WECHAT
from unionnet.directory.reach.models import Message
from unionnet.directory.reach.queries import audience
from unionnet.directory.reach.rules import why_not_confirm, why_not_discard, why_not_send
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

BATCH = 5000


@dataclass(frozen=True)
class Draft:
    """What an officer filled in."""

    title: str
    text: str
    tags: list[str] = field(default_factory=list)
    by_text: bool = False


@verb
def draft_message(organisation: Organisation, draft: Draft, *, by: Person) -> Message:
    """Keep a draft; nobody is told yet."""
    if refusal := why_not_send(by, organisation):
        raise refusal
    return Message.objects.create(
        organisation=organisation,
        sender=by,
        title=draft.title,
        text=draft.text,
        tags=draft.tags,
        by_text=draft.by_text,
    )


@verb
def confirm_message(message: Message, *, by: Person, at: datetime | None = None) -> Message:
    """Send it: the count is fixed now, the worker spreads it in batches."""
    message = (
        Message.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=message.pk)
    )
    people = audience(message.organisation, message.tags).count()
    refusal = why_not_send(by, message.organisation) or why_not_confirm(message, people)
    if refusal:
        raise refusal
    message.people, message.confirmed_at = people, at or database_now()
    message.save(update_fields=["people", "confirmed_at"])
    tell(
        MessageConfirmed(message.pk, message.organisation_id, people),
        by=by,
        org_path=message.organisation.path,
    )
    return message


@verb
def discard_message(message: Message, *, by: Person) -> None:
    """Throw a draft away."""
    message = (
        Message.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=message.pk)
    )
    refusal = why_not_send(by, message.organisation) or why_not_discard(message)
    if refusal:
        raise refusal
    message.delete()


@verb
def spread_messages(*, at: datetime | None = None) -> int:
    """Tell the next batch of every confirmed message. Returns how many people were told."""
    unfinished = Message.objects.filter(confirmed_at__isnull=False, finished_at__isnull=True)
    locked = unfinished.select_for_update(skip_locked=True, of=("self",)).select_related("organisation")
    return sum(_spread(message, at or database_now()) for message in locked.order_by("confirmed_at")[:5])


def _spread(message: Message, at: datetime) -> int:
    following = audience(message.organisation, message.tags).filter(person_id__gt=message.last_person_id)
    people = list(following.order_by("person_id").values_list("person_id", flat=True)[:BATCH])
    if not people:
        message.finished_at = at
        message.save(update_fields=["finished_at"])
        return 0
    told = notify_all(
        people,
        kind="message.sent",
        title=message.title,
        text=message.text,
        unique=f"message:{message.public_id}",
        organisation=message.organisation,
        message=message,
        channels=[SMS, WECHAT] if message.by_text else None,
        at=at,
    )
    Message.objects.filter(pk=message.pk).update(reached=F("reached") + told, last_person_id=people[-1])
    return told
