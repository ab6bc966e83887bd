# SPDX-License-Identifier: Apache-2.0
"""The rights of a person for machines: the same verbs. What asks for proof on a page asks for it here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from unionnet.directory.people.actions import give_consent, refuse
from unionnet.directory.people.consents import WORDINGS, Wording
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import Purpose, purposes_of
from unionnet.doors.rights import queries
from unionnet.doors.rights.actions import ask_copy, ask_to_close, take_closure_back
from unionnet.doors.rights.models import Closure, Copy
from unionnet.doors.rights.web.proof import is_proved
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.schemas import Line, Schema, scope

router = Router(tags=["rights"])
MINE, CHANGE = scope("me:read"), scope("me:write")


class KindOut(Schema):
    """One kind of record about me: how many, why, on which legal basis, how long, and what erasing does."""

    kind: str
    name: str
    count: int
    why: str
    basis: str
    rule: str
    source: str
    keeps: str
    erasure: str


class ConsentOut(Schema):
    """A purpose and what I said: given, withdrawn, or on (nobody asked; it may be refused)."""

    purpose: str
    title: str
    version: str
    state: str


class CopyOut(Schema):
    """A copy of everything held about me. `url` is null until it is made, and once it has expired."""

    id: str
    asked_at: datetime
    made_at: datetime | None
    expires_at: datetime | None
    url: str | None


class ClosureOut(Schema):
    """My account is to be closed. Until `final_at` I may think again."""

    asked_at: datetime
    final_at: datetime


@router.get("/me/held", response=list[KindOut], openapi_extra=MINE)
def held(request: MemberRequest) -> list[dict[str, Any]]:
    """What is held about me, one line a kind of record."""
    return [
        {
            "kind": kind.key,
            "name": kind.item.name,
            "count": kind.count,
            "why": kind.item.why,
            "basis": kind.basis,
            "rule": kind.ruling.citation.rule,
            "source": str(kind.ruling.citation),
            "keeps": kind.item.keeps,
            "erasure": kind.item.erasure,
        }
        for kind in queries.held_of(request.person)
    ]


@router.get("/me/consents", response=list[ConsentOut], openapi_extra=MINE)
def consents(request: MemberRequest) -> list[dict[str, Any]]:
    """What I agreed to."""
    return [_consent(purpose) for purpose in purposes_of(request.person)]


@router.put("/me/consents/{purpose}", response=list[ConsentOut], openapi_extra=CHANGE)
def agree(request: MemberRequest, purpose: Line) -> list[dict[str, Any]]:
    """Agree, or agree again, to the words of today."""
    wording = _wording(purpose)
    give_consent(request.person, wording.purpose, wording.version, by=request.person)
    return consents(request)


@router.api_operation(["DELETE"], "/me/consents/{purpose}", response=list[ConsentOut], openapi_extra=CHANGE)
def withdraw(request: MemberRequest, purpose: Line) -> list[dict[str, Any]]:
    """Take it back: what runs on it stops at the next request."""
    refuse(request.person, _wording(purpose), by=request.person)
    return consents(request)


@router.get("/me/copies", response=list[CopyOut])
def copies(request: MemberRequest) -> list[dict[str, Any]]:
    """My copies, the latest first."""
    now = database_now()
    return [_copy(copy, now) for copy in queries.copies_of(request.person)[:10]]


@router.post("/me/copies", response=CopyOut)
def ask(request: MemberRequest) -> dict[str, Any]:
    """Ask for a copy; the worker makes it within a minute."""
    _prove(request)
    return _copy(ask_copy(request.person, by=request.person), database_now())


@router.get("/me/closure", response=ClosureOut)
def closure(request: MemberRequest) -> Closure:
    """The closure that can still be taken back; 404 when there is none."""
    found = queries.open_closure(request.person)
    if found is None:
        raise Http404
    return found


@router.put("/me/closure", response=ClosureOut)
def close(request: MemberRequest) -> Closure:
    """Close my account and forget me, after days in which I may think again."""
    _prove(request)
    return ask_to_close(request.person, by=request.person)


@router.api_operation(["DELETE"], "/me/closure", response=ClosureOut)
def keep(request: MemberRequest) -> Closure:
    """Think again."""
    return take_closure_back(closure(request), by=request.person)


def _prove(request: MemberRequest) -> None:
    if not is_proved(request):
        raise Refusal("proof_needed", _("请先在“我的信息”里再验证一次身份。"))


def _wording(purpose: str) -> Wording:
    if purpose not in WORDINGS:
        raise Http404
    return WORDINGS[purpose]


def _consent(purpose: Purpose) -> dict[str, Any]:
    wording = purpose.wording
    return {
        "purpose": wording.purpose,
        "title": str(wording.title),
        "version": wording.version,
        "state": purpose.state,
    }


def _copy(copy: Copy, now: datetime) -> dict[str, Any]:
    return {
        "id": copy.public_id,
        "asked_at": copy.asked_at,
        "made_at": copy.made_at,
        "expires_at": copy.expires_at,
        "url": reverse("rights:fetch", args=[copy.public_id]) if copy.is_good(now) else None,
    }
