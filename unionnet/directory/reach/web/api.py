# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.reach.actions import mark_read
from unionnet.directory.reach.models import Notice
from unionnet.directory.reach.queries import notices_seen_by
from unionnet.foundation.schemas import Asked, Keyset, Page, PublicId, Schema, page_of, scope

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """One notice, in the language of the request."""

    id: str
    kind: str
    title: str
    text: str
    url: str
    created_at: datetime
    read_at: datetime | None

    @staticmethod
    def resolve_id(notice: Notice) -> str:
        return str(notice.public_id)

    @staticmethod
    def resolve_title(notice: Notice) -> str:
        return notice.headline

    @staticmethod
    def resolve_text(notice: Notice) -> str:
        return notice.body


@router.get("/me/notices", response=Page[NoticeOut], openapi_extra=scope("me:read"))
def notices(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """My notices, the latest first."""
    return page_of(notices_seen_by(request.person), asked, order=("-created_at", "-id"))


@router.post("/me/notices/{id}/read", response=NoticeOut, openapi_extra=scope("me:write"))
def read(request: MemberRequest, id: PublicId) -> Notice:
    """I have read it. Saying so twice changes nothing."""
    return mark_read(get_object_or_404(notices_seen_by(request.person), public_id=id), by=request.person)
