# SPDX-License-Identifier: Apache-2.0
"""What every door of this app does first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import SEE, Officer
from unionnet.directory.organisations.queries import organisations_seen_by, top_of
from unionnet.directory.organisations.rules import why_not_change


class OfficerRequest(HttpRequest):
    """A request from somebody with a role."""

    person: Officer


Door = Callable[..., HttpResponseBase]


def officers_only(door: Door) -> Door:
    """Strangers sign in first; those without the role are told so."""

    @wraps(door)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person is None:
            return redirect_to_login(request.get_full_path())
        if not request.may(SEE):
            raise PermissionDenied
        return door(request, *args, **kwargs)

    return guarded


def seen(request: OfficerRequest, public_id: str) -> Organisation:
    """The union of an address, when this officer may see it."""
    return get_object_or_404(
        organisations_seen_by(request.person).select_related("parent"), public_id=public_id
    )


def changeable(request: OfficerRequest, public_id: str) -> Organisation:
    """The same, when this officer may change it too; else the "no" that a verb would say."""
    union = seen(request, public_id)
    if refusal := why_not_change(request.person, union.path):
        raise refusal
    return union


def chosen(request: OfficerRequest) -> Organisation:
    """The union the page is about: `?under=`, else the top of the officer's own tree."""
    public_id = request.GET.get("under", "")
    if public_id.isalnum():
        return seen(request, public_id)
    return top_of(request.person) or get_object_or_404(
        organisations_seen_by(request.person).order_by("path")[:1]
    )


def chosen_day(request: HttpRequest) -> date:
    """`?on=2024-04-30`, else today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


def page_of(union: Organisation) -> str:
    return reverse("desk-organisations:organisation", args=[union.public_id])


def list_of(**wanted: object) -> str:
    """The address of the list behind a number."""
    given = {name: value for name, value in wanted.items() if value}
    return f"{reverse('desk-organisations:list')}?{urlencode(given)}"
