# SPDX-License-Identifier: Apache-2.0
"""What may be done with a submission now, as buttons; what may not, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries import enclosed_keys, sent_in_year
from unionnet.tools.submissions.rules import (
    DECIDE,
    SEND,
    why_not_announce,
    why_not_decide,
    why_not_handle,
    why_not_recheck,
    why_not_recommend,
    why_not_review,
    why_not_send,
    why_not_withdraw,
)


@dataclass(frozen=True)
class Moves:
    """Each is None when the button is not for this person at all; a refusal greys it; False opens it."""

    edit: bool
    send: Any = None
    withdraw: Any = None
    recommend: Any = None
    review: Any = None
    announce: Any = None
    approve: Any = None
    refuse: Any = None
    give_back: Any = None
    recheck: Any = None
    scan: bool = False


def open_moves(found: Submission, person: Person, today: date) -> Moves:
    if found.is_with_sender:
        return _of_the_sender(found, person, today)
    if found.is_open:
        return _of_those_above(found, person, today)
    recheck = found.recheck_on is not None and found.state == "approved"
    recheck = recheck and person.may(DECIDE, found.decider.path)
    return Moves(
        edit=False,
        recheck=_shown(why_not_recheck(found, person)) if recheck else None,
        scan=found.reply_number_id is not None and person.may(DECIDE, found.decider.path),
    )


def _of_the_sender(found: Submission, person: Person, today: date) -> Moves:
    if not person.may(SEND, found.sender.path):
        return Moves(edit=False)
    no = why_not_send(
        found, person, papers=enclosed_keys(found), sent_this_year=sent_in_year(found, today.year)
    )
    return Moves(edit=True, send=_shown(no), withdraw=_shown(why_not_withdraw(found, person)))


def _of_those_above(found: Submission, person: Person, today: date) -> Moves:
    if not person.may(DECIDE, found.holder.path):
        mine = person.may(SEND, found.sender.path) and found.state == "sent"
        return Moves(edit=False, withdraw=_shown(why_not_withdraw(found, person)) if mine else None)
    back = _shown(why_not_handle(found, person))
    if found.holder_id != found.decider_id:
        return Moves(edit=False, give_back=back, recommend=_shown(why_not_recommend(found, person)))
    kind = found.kind
    return Moves(
        edit=False,
        give_back=back,
        review=_shown(why_not_review(found, person)) if kind.is_reviewed and found.state == "sent" else None,
        announce=_shown(why_not_announce(found, person))
        if kind.notice_days and found.state in ("sent", "reviewed")
        else None,
        approve=_shown(why_not_decide(found, person, today)),
        refuse=_shown(why_not_decide(found, person, today, approve=False)),
    )


def _shown(refusal: Refusal | None) -> Refusal | bool:
    return refusal or False
