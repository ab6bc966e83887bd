# SPDX-License-Identifier: Apache-2.0
"""Submissions for machines: what an officer sees, as data."""

from __future__ import annotations

from datetime import date, datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import Asked, Keyset, Page, Problem, PublicId, Schema, page_of, scope
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries import history_of, submissions_seen_by

router = Router(tags=["submissions"])
READ = scope("submissions:read")


class SubmissionOut(Schema):
    """`holder` is the union with which it lies now."""

    id: PublicId
    kind: str
    title: str
    sender: str
    decider: str
    holder: str
    state: str
    number: str
    sent_at: datetime | None
    due_on: date | None
    notice_until: date | None
    reply_number: str
    decided_on: date | None

    @staticmethod
    def resolve_id(row: Submission) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_kind(row: Submission) -> str:
        return row.kind.key

    @staticmethod
    def resolve_sender(row: Submission) -> str:
        return row.sender.name

    @staticmethod
    def resolve_decider(row: Submission) -> str:
        return row.decider.name

    @staticmethod
    def resolve_holder(row: Submission) -> str:
        return row.holder.name

    @staticmethod
    def resolve_number(row: Submission) -> str:
        return str(row.number or "")

    @staticmethod
    def resolve_reply_number(row: Submission) -> str:
        return str(row.reply_number or "")


class StepOut(Schema):
    number: int
    move: str
    state: str
    organisation: str
    reason: str
    basis: str
    at: datetime


class SubmissionInFull(SubmissionOut):
    body: str
    reply: str
    history: list[StepOut]

    @staticmethod
    def resolve_history(row: Submission) -> list[StepOut]:
        return [
            StepOut(
                number=step.number,
                move=step.move,
                state=step.state,
                organisation=step.organisation.name,
                reason=step.reason,
                basis=step.basis,
                at=step.at,
            )
            for step in history_of(row)
        ]


class Wanted(Asked):
    state: str = ""


@router.get("/submissions", response=Page[SubmissionOut], openapi_extra=READ)
def submissions(request: MemberRequest, asked: Query[Wanted]) -> Keyset:
    """What the person's unions sent, hold or decide; a state narrows it."""
    rows = submissions_seen_by(request.person).select_related(
        "kind", "sender", "decider", "holder", "number__letterhead", "reply_number__letterhead"
    )
    return page_of(rows.filter(state=asked.state) if asked.state else rows, asked, order=("id",))


@router.get("/submissions/{public_id}", response={200: SubmissionInFull, 404: Problem}, openapi_extra=READ)
def submission(request: MemberRequest, public_id: PublicId) -> Submission:
    return get_object_or_404(submissions_seen_by(request.person), public_id=public_id)
