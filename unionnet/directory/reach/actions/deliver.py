# SPDX-License-Identifier: Apache-2.0
"""Bring notices through the outer channels, at least once: after a crash a batch may go out again,
under the same reference, so that a gateway that knows references sends it once."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.utils.translation import override

from unionnet.directory.people.mobiles import gets_texts
from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions.budget import take_from_budget
from unionnet.directory.reach.gateways import NotSent, text_gateway, wechat_gateway
from unionnet.directory.reach.models import Delivery
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb

log = structlog.get_logger(__name__)
BATCH = 50
MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=30)
GIVE_UP_BATCH_AFTER = 3


@verb
def send_waiting(*, at: datetime | None = None) -> int:
    """Send what is due. Returns how many went out. Several workers may do this at once: no row is shared.

    A gateway that fails three times in a row is left alone until the next turn.
    """
    at = at or database_now()
    due = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=Delivery.State.WAITING, next_at__lte=at)
        .select_related("notice__person")
        .order_by("rank", "next_at", "id")[:BATCH]
    )
    sent = troubles = 0
    for delivery in due:
        taken = _send(delivery, at)
        sent += delivery.state == Delivery.State.SENT
        troubles = 0 if taken else troubles + 1
        if troubles >= GIVE_UP_BATCH_AFTER:
            break
    return sent


def _send(delivery: Delivery, at: datetime) -> bool:
    """False when the gateway did not take it."""
    notice = delivery.notice
    paid_by = notice.organisation_id if delivery.channel == Delivery.Channel.SMS else None
    if paid_by and not take_from_budget(paid_by, at=at):
        _wait_for_tomorrow(delivery, at)
        return True
    try:
        with override(notice.person.language or "zh-hans"):
            delivery.receipt = _hand_over(delivery, notice.person)[:80]
    except NotSent as trouble:
        _try_again_later(delivery, trouble, at)
        return False
    delivery.state, delivery.sent_at, delivery.attempts = Delivery.State.SENT, at, delivery.attempts + 1
    delivery.save(update_fields=["state", "sent_at", "receipt", "attempts"])
    return True


def _hand_over(delivery: Delivery, person: Person) -> str:
    notice = delivery.notice
    if delivery.channel == Delivery.Channel.SMS:
        if person.mobile is None:
            raise NotSent("the person has no phone any more", again=False)
        mobile = person.mobile.open()
        if not gets_texts(mobile):
            raise NotSent("the gateway sends nothing abroad", again=False)
        return text_gateway().send(mobile, f"{notice.headline}：{notice.body}", reference=notice.public_id)
    return wechat_gateway().send(person, notice)


def _try_again_later(delivery: Delivery, trouble: NotSent, at: datetime) -> None:
    delivery.attempts += 1
    delivery.trouble = str(trouble)[:200]
    if not trouble.again or delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = Delivery.State.FAILED
    delivery.next_at = at + FIRST_PAUSE * 4 ** (delivery.attempts - 1)
    delivery.save(update_fields=["state", "attempts", "trouble", "next_at"])
    log.warning(
        "not delivered", channel=delivery.channel, notice=delivery.notice_id, trouble=delivery.trouble
    )


def _wait_for_tomorrow(delivery: Delivery, at: datetime) -> None:
    delivery.next_at, delivery.trouble = at + timedelta(hours=24), "the day's budget is used up"
    delivery.save(update_fields=["next_at", "trouble"])
