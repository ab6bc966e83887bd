# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.people.actions import correct_identity
from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions import notify
from unionnet.doors.rights.facts import CorrectionAsked, CorrectionDecided
from unionnet.doors.rights.models import Correction
from unionnet.doors.rights.rules import why_not_correct, why_not_decide
from unionnet.doors.rights.wanted import Wanted
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

State = Correction.State


@verb
def ask_correction(
    person: Person,
    wanted: Wanted,
    reason: str,
    *,
    paper: StoredFile | None,
    by: Person,
    at: datetime | None = None,
) -> Correction:
    """Name or document are wrong, or the document is a new one: `wanted` is how it should be."""
    at = at or database_now()
    union = why_not_correct(person, wanted, has_paper=paper is not None, at=at)
    if isinstance(union, Refusal):
        raise union
    correction = Correction(
        person=person,
        organisation=union,
        wanted=wanted.written(),
        reason=reason.strip()[:200],
        paper=paper,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError as error:  # one at a time is a constraint
        raise Refusal("already_asked", _("上一份更正申请还在审核，请等工会答复。")) from error
    tell(CorrectionAsked(correction.pk, person.pk, union.pk), by=by, org_path=union.path)
    return correction


@verb
def accept_correction(correction: Correction, *, by: Person, at: datetime | None = None) -> Correction:
    """The paper shows it: put it right. Twice is once."""
    correction, at = _locked(correction, by), at or database_now()
    if correction.state == State.WAITING:
        wanted = Wanted.read_back(correction.wanted.open())
        correct_identity(
            correction.person,
            wanted.name,
            wanted.id_type,
            wanted.id_number,
            renewed=wanted.renewed,
            expires_on=wanted.expires_on,
            by=by,
            at=at,
        )
        _decide(correction, State.ACCEPTED, "", by=by, at=at)
    return correction


@verb
def refuse_correction(
    correction: Correction, answer: str, *, by: Person, at: datetime | None = None
) -> Correction:
    """Say no, and why."""
    if len(answer.strip()) < SHORTEST:
        raise Refusal("no_reason", _("请写明理由，至少 4 个字，申请人会看到。"))
    correction = _locked(correction, by)
    if correction.state == State.WAITING:
        _decide(correction, State.REFUSED, answer, by=by, at=at or database_now())
    return correction


SHORTEST = 4


def _decide(correction: Correction, state: str, answer: str, *, by: Person, at: datetime) -> None:
    """What was wanted is kept no longer than it takes to decide."""
    correction.state, correction.answer, correction.wanted = state, answer.strip()[:200], None
    correction.decided_at, correction.decided_by = at, by
    correction.save(update_fields=["state", "answer", "wanted", "decided_at", "decided_by"])
    fact = CorrectionDecided(correction.pk, correction.person_id, correction.organisation_id)
    tell(fact, by=by, org_path=correction.organisation.path)
    accepted = state == State.ACCEPTED
    notify(
        correction.person,
        kind="people.corrected",
        title=gettext_noop("身份信息已更正") if accepted else gettext_noop("更正申请未通过"),
        text=gettext_noop("%(union)s已按您的申请更正。")
        if accepted
        else gettext_noop("%(union)s：%(reason)s"),
        facts={"union": correction.organisation.name, "reason": correction.answer},
        url="/rights/correction",
        unique=f"rights:correction:{correction.public_id}",
        organisation=correction.organisation,
    )


def _locked(correction: Correction, by: Person) -> Correction:
    rows = Correction.objects.select_for_update(of=["self"]).select_related("organisation", "person")
    found = rows.get(pk=correction.pk)
    if refusal := why_not_decide(by, found):
        raise refusal
    return found
