# SPDX-License-Identifier: Apache-2.0
"""What was paid to me."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.tools.payments.queries import my_payments


@require_safe
@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    return render(request, "payments/mine.html", {"payments": my_payments(request.person)})
