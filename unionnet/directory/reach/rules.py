# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Message
from unionnet.foundation.refusals import Refusal


def why_not_send(person: Person, organisation: Organisation) -> Refusal | None:
    """Whether this officer may write to the members of that union."""
    if not person.may("reach.send", organisation.path):
        return Refusal("elsewhere", _("您只能给自己工会及下级工会的会员发通知。"))
    return None


def why_not_confirm(message: Message, people: int) -> Refusal | None:
    """Whether a draft may go out to that many people."""
    if message.confirmed_at:
        return Refusal("already_sent", _("这条通知已经发出。"))
    if people == 0:
        return Refusal("nobody", _("按当前条件没有可以接收的会员，请放宽条件。"))
    return None


def why_not_discard(message: Message) -> Refusal | None:
    """Only a draft can be thrown away."""
    if message.confirmed_at:
        return Refusal("already_sent", _("这条通知已经发出。"))
    return None
