# SPDX-License-Identifier: Apache-2.0
"""When a claim meets a record it does not fit: what is a conflict, and who may decide it how."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Conflict, Person
from unionnet.directory.people.rules import why_not_own, why_not_reason
from unionnet.foundation.clock import local_date
from unionnet.foundation.crypto import Sealed, blind_index
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.tags.words import fullday

# The refusals of joining and importing that say "somebody else's record stands in the way".
OF_A_DOCUMENT = {
    "name_differs",
    "member_elsewhere",
    "applied_elsewhere",
    "already_member",
    "open_application",
}
OF_A_DOCUMENT |= {"id_taken", "renewed_document"}
OF_A_PHONE = {"other_identity"}
FOR = {
    "document": ("same_person", "different_people", "transfer"),
    "phone": ("free_phone", "different_people"),
    "claim": ("same_person", "different_people"),
}


def claim_of(given: Particulars) -> tuple[str, bytes]:
    """The claim as one text, to be sealed, and the index that knows it again."""
    text = json.dumps(given.written(), ensure_ascii=False)
    return text, blind_index("claim", f"{given.id_type} {given.id_number} {given.name} {given.mobile}")


def claimed(conflict: Conflict) -> Particulars:
    """The opened claim. For a page that compares, or a verb that decides; it goes no further."""
    return Particulars.read_back(json.loads(opened(conflict.claim)))


def opened(value: str | Sealed) -> str:
    return value.open() if isinstance(value, Sealed) else value


def why_not_decide(
    conflict: Conflict, decision: str, reason: str, *, by: Person, at: datetime
) -> Refusal | None:
    """Whether this officer may decide it so; who writes over a record must reach its union."""
    if not conflict.is_open:
        return Refusal("wrong_state", _("这个冲突已经处理，请刷新页面。"))
    if decision not in FOR[conflict.kind]:
        return Refusal("no_such_decision", _("请选择一种处理方式。"))
    if by.pk in (conflict.person_id, conflict.claimant_id):
        return why_not_own()
    return (
        _why_not_reached(conflict, decision, by)
        or why_not_reason(reason)
        or (why_not_free(conflict, at=at) if decision == "free_phone" else None)
        or (why_not_hand_over(conflict) if decision == "same_person" else None)
    )


def why_not_hand_over(conflict: Conflict) -> Refusal | None:
    """A claimed entry goes to the account that claimed it, while that is nobody else's."""
    if conflict.kind != Conflict.Kind.CLAIM:
        return None
    claimant = conflict.claimant
    if claimant and not claimant.is_real_name and claimant.accounts.filter(is_active=True).exists():
        return None
    return Refusal("claimant_gone", _("提交人的账号已注销或已用另一份证件实名，不能把档案归到它名下。"))


def _why_not_reached(conflict: Conflict, decision: str, by: Person) -> Refusal | None:
    claim = by.may("people.approve", conflict.organisation.path)
    record = by.may("people.approve", conflict.held_by.path) if conflict.held_by else claim
    if decision == "same_person" and not record:
        keeper = conflict.held_by.name if conflict.held_by else conflict.organisation.name
        return Refusal("elsewhere", _("要改动%(name)s的会员档案，请由它或共同的上级工会处理。"), name=keeper)
    if decision == "transfer" and not claim:
        return Refusal("elsewhere", _("接转由%(name)s提出。"), name=conflict.organisation.name)
    if not (claim or record):
        return Refusal("elsewhere", _("这个冲突由所在工会处理。"))
    return None


def why_not_free(conflict: Conflict, *, at: datetime) -> Refusal | None:
    """A phone is taken from somebody only after its new holder proved it, or after a notice (MEM-17)."""
    if conflict.is_phone_proved:
        return None
    ruling = rule("MEM-17.phone_notice_days", where=conflict.organisation.county_code, on=local_date(at))
    free_at = conflict.opened_at + timedelta(days=ruling.value)
    if at >= free_at:
        return None
    return Refusal(
        "notice_runs",
        _("已告知原登记人，%(day)s 起才能解除；新持有人用验证码证明后可以当即解除。"),
        rule=ruling.citation,
        day=fullday(local_date(free_at)),
    )


def why_not_reopen(conflict: Conflict, reason: str, *, by: Person, at: datetime) -> Refusal | None:
    """Whether a decision may still be undone, by those who could have made it."""
    if conflict.is_open or conflict.undone_at or conflict.decision == Conflict.Decision.JOINED:
        return Refusal("wrong_state", _("这个冲突没有可以撤销的处理。"))
    if refusal := _why_not_reached(conflict, conflict.decision, by) or why_not_reason(reason):
        return refusal
    ruling = rule("MEM-17.undo_days", where=conflict.organisation.county_code, on=local_date(at))
    if conflict.decided_at and at > conflict.decided_at + timedelta(days=ruling.value):
        return Refusal("too_late", _("已超过 %(n)s 天，不能撤销。"), rule=ruling.citation, n=ruling.value)
    return None
