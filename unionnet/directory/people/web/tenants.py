# SPDX-License-Identifier: Apache-2.0
"""开通: a union of the enterprise, with its first officer and its code, asked on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import CHANGE
from unionnet.directory.organisations.queries import possible_leaders
from unionnet.directory.organisations.rules import usual_kind_below, why_not_stand_under
from unionnet.directory.people import queries
from unionnet.directory.people.actions import NewUnion, ask_tenant
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.directory.people.web.tenant_forms import TenantForm
from unionnet.foundation.refusals import Refusal


@with_verb(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest, public_id: str) -> HttpResponse:
    parent = _changeable(request, public_id)
    choices = Organisation.Kind.choices
    kinds = [(kind, str(label)) for kind, label in choices if why_not_stand_under(kind, parent) is None]
    before = {"kind": usual_kind_below(parent), "region_code": parent.region_code}
    form = TenantForm(request.POST or None, kinds=kinds, leaders=possible_leaders(parent), initial=before)
    if form.is_valid():
        try:
            asked = ask_tenant(
                parent,
                NewUnion(**form.union()),
                form.particulars,
                form.cleaned_data["reason"],
                title=form.cleaned_data["title"],
                by=request.person,
            )
            messages.success(request, _("已提出，另一位干部复核后开通。"))
            return redirect("desk-people:countersigning", asked.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "people/desk/open_tenant.html", {"parent": parent, "form": form})


@with_verb(CHANGE)
@require_safe
def opened(request: MemberRequest, public_id: str) -> HttpResponse:
    """What is done, and what comes next: the code on a poster, the first list."""
    union = _changeable(request, public_id)
    officers = queries.roles_seen_by(request.person).filter(organisation=union)[:5]
    codes = queries.join_codes_seen_by(request.person).filter(organisation=union)[:3]
    members = queries.members_seen_by(request.person).filter(organisation=union).count()
    context = {"union": union, "officers": officers, "codes": codes, "members": members}
    return render(request, "people/desk/tenant.html", context)


def _changeable(request: MemberRequest, public_id: str) -> Organisation:
    unions = queries.unions_reached_by(request.person, CHANGE)
    return get_object_or_404(unions.select_related("parent", "industrial_parent"), public_id=public_id)
