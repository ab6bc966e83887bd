# SPDX-License-Identifier: Apache-2.0
"""Getting hold of what an address names, for those who may see it; and saying what a form lacks."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.tools.supervision.models import Item, Part
from unionnet.tools.supervision.queries.seeing import items_seen_by, offices_managed_by, parts_seen_by

FILTERS = ("q", "state", "source", "colour", "goal", "unit")


def get_item(request: MemberRequest, public_id: str) -> Item:
    return get_object_or_404(items_seen_by(request.person), public_id=public_id)


def get_part(request: MemberRequest, public_id: str) -> Part:
    return get_object_or_404(parts_seen_by(request.person), public_id=public_id)


def office_asked(request: MemberRequest) -> Organisation:
    """The union a page works for: the one it is asked for, else the person's first."""
    offices = offices_managed_by(request.person)
    if asked := (request.POST.get("office") or request.GET.get("office", ""))[:12]:
        return get_object_or_404(offices, public_id=asked)
    found = offices.first()
    if found is None:
        raise Http404
    return found


def asked(request: MemberRequest) -> dict[str, str]:
    """The filters of the register."""
    return {name: " ".join(request.GET.get(name, "").split())[:40] for name in FILTERS}


def seen_of(request: MemberRequest) -> int | None:
    """The version the officer looked at."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def say_errors(request: MemberRequest, form: forms.Form) -> None:
    """On the page the small form stood on."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}：{error}" if label else str(error))
