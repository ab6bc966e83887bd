# SPDX-License-Identifier: Apache-2.0
"""Getting hold of what an address names, for those who may see it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.tools.returns.models import Form, Period, Return
from unionnet.tools.returns.queries import forms_seen_by, periods_seen_by, returns_seen_by, unions_below


def get_form(request: MemberRequest, public_id: str) -> Form:
    return get_object_or_404(forms_seen_by(request.person), public_id=public_id)


def get_period(request: MemberRequest, public_id: str) -> Period:
    return get_object_or_404(periods_seen_by(request.person), public_id=public_id)


def get_return(request: MemberRequest, public_id: str) -> Return:
    return get_object_or_404(returns_seen_by(request.person), public_id=public_id)


def union_under(request: MemberRequest, form: Form) -> Organisation:
    """The union a page is asked to add up for, else the highest one the person sees."""
    if asked := request.GET.get("under", "")[:12]:
        return get_object_or_404(unions_below(form, request.person), public_id=asked)
    found = unions_below(form, request.person).order_by("path").first()
    if found is None:
        raise Http404
    return found
